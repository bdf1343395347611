// One neuron of the model of Shiu et al. (Nature 2024) over one step, for NEST GPU and, with a plain
// C++ compiler, for tests. Potentials are mV relative to the resting potential, in double precision.
//
// NEST GPU delivers spikes before it updates neurons, Brian2 after it: what Brian2 delivers in step s
// is here the input of step s + 1. So, with `since` the steps since the neuron's last spike, input is
// taken when since - 1 has reached the refractory period (at least 1), is lost before that, and the
// neuron advances and may fire when `since` has reached that period.
#ifndef FLYBRAIN_LIF_H
#define FLYBRAIN_LIF_H

#ifdef __CUDACC__
#define FLYBRAIN_DEVICE __host__ __device__
#else
#define FLYBRAIN_DEVICE
#endif

namespace flybrain
{

// The exact solution over a step: without input u becomes a * u + c * g, and g becomes b * g.
struct Model
{
  double a;
  double b;
  double c;
  double threshold;    // mV; a spike when u is above it
  double reset;        // mV
  double w_syn;        // mV that a synapse adds to g
  double kick;         // mV that an input event adds to u
  int refractory;      // steps; 0 for a neuron with input events
};

struct Neuron
{
  double u;
  double g;
  int since;
};

const int LONG_AGO = 1000000000;

// A device compiler would fuse the two operations and round once; the model's sums round twice.
FLYBRAIN_DEVICE inline double
sum_of_products( double a, double u, double c, double g )
{
#ifdef __CUDA_ARCH__
  return __dadd_rn( __dmul_rn( a, u ), __dmul_rn( c, g ) );
#else
  return a * u + c * g;
#endif
}

FLYBRAIN_DEVICE inline double
plus_product( double x, double a, double b )
{
#ifdef __CUDA_ARCH__
  return __dadd_rn( x, __dmul_rn( a, b ) );
#else
  return x + a * b;
#endif
}

// Advances a neuron by a step; whether it fires.
//
// synapses: signed synapse counts of the connections that deliver to it in this step, summed
// events: number of its input events; a step has one or none
FLYBRAIN_DEVICE inline bool
step( const Model& model, Neuron& neuron, double synapses, double events )
{
  if ( neuron.since < LONG_AGO )
  {
    ++neuron.since;
  }
  if ( neuron.since - 1 >= model.refractory && neuron.since - 1 >= 1 )
  {
    neuron.g = plus_product( neuron.g, synapses, model.w_syn );
    if ( events > 0 )
    {
      neuron.u += model.kick;
    }
  }
  if ( neuron.since < model.refractory )
  {
    return false;
  }
  neuron.u = sum_of_products( model.a, neuron.u, model.c, neuron.g );
  neuron.g *= model.b;
  if ( !( neuron.u > model.threshold ) )
  {
    return false;
  }
  neuron.u = model.reset;
  neuron.g = 0;
  neuron.since = 0;
  return true;
}

}

#endif
