// The neuron's arithmetic for the stand-in of NEST GPU, compiled for the host.
#include "flybrain_lif.h"

// Writes the indices of the neurons that fire into `spikes`; returns how many.
extern "C" int
update( int n,
  const double* m,
  int refractory,
  double* u,
  double* g,
  int* since,
  float* synapses,
  float* events,
  int* spikes )
{
  flybrain::Model model = { m[ 0 ], m[ 1 ], m[ 2 ], m[ 3 ], m[ 4 ], m[ 5 ], m[ 6 ], refractory };
  int fired = 0;
  for ( int i = 0; i < n; i++ )
  {
    flybrain::Neuron neuron = { u[ i ], g[ i ], since[ i ] };
    if ( flybrain::step( model, neuron, synapses[ i ], events[ i ] ) )
    {
      spikes[ fired++ ] = i;
    }
    u[ i ] = neuron.u;
    g[ i ] = neuron.g;
    since[ i ] = neuron.since;
    synapses[ i ] = events[ i ] = 0;
  }
  return fired;
}
