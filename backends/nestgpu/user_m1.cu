#include <config.h>
#include <vector>

#include "spike_buffer.h"
#include "user_m1.h"

namespace
{

enum
{
  SYNAPSES,
  EVENTS,
  VARIABLES
};

enum
{
  A = 0,
  B = 3,
  C = 6,
  THRESHOLD = 9,
  RESET = 12,
  W_SYN = 15,
  KICK = 18,
  REFRACTORY = 21,
  GROUP_PARAMETERS
};

const std::string variable_names[ VARIABLES ] = { "synapses", "events" };

const std::string group_parameter_names[ GROUP_PARAMETERS ] = { "a_0", "a_1", "a_2", "b_0", "b_1", "b_2", "c_0",
  "c_1", "c_2", "threshold_0", "threshold_1", "threshold_2", "reset_0", "reset_1", "reset_2", "w_syn_0", "w_syn_1",
  "w_syn_2", "kick_0", "kick_1", "kick_2", "refractory_steps" };

__global__ void
flybrain_update( int n_node, int i_node_0, float* variables, flybrain::Neuron* neurons, flybrain::Model model )
{
  int i = threadIdx.x + blockIdx.x * blockDim.x;
  if ( i >= n_node )
  {
    return;
  }
  float* input = variables + i * VARIABLES;
  flybrain::Neuron neuron = neurons[ i ];
  bool spike = flybrain::step( model, neuron, input[ SYNAPSES ], input[ EVENTS ] );
  neurons[ i ] = neuron;
  input[ SYNAPSES ] = 0;
  input[ EVENTS ] = 0;
  if ( spike )
  {
    PushSpike( i_node_0 + i, 1.0 );
  }
}

}

#if __has_include( "distribution.h" )
int
user_m1::Init( int i_node_0, int n_node, int /*n_port*/, int i_group )
{
  BaseNeuron::Init( i_node_0, n_node, VARIABLES, i_group );
  create();
  return 0;
}
#else
int
user_m1::Init( int i_node_0, int n_node, int /*n_port*/, int i_group, unsigned long long* seed )
{
  BaseNeuron::Init( i_node_0, n_node, VARIABLES, i_group, seed );
  create();
  return 0;
}
#endif

void
user_m1::create()
{
  node_type_ = i_user_m1_model;
  n_scal_var_ = VARIABLES;
  n_var_ = VARIABLES;
  n_group_param_ = GROUP_PARAMETERS;
  scal_var_name_ = variable_names;
  group_param_name_ = group_parameter_names;
  group_param_ = new float[ GROUP_PARAMETERS ]();
  AllocVarArr();
  SetScalVar( 0, n_node_, variable_names[ SYNAPSES ], 0 );
  SetScalVar( 0, n_node_, variable_names[ EVENTS ], 0 );

  flybrain::Neuron at_rest = { 0, 0, flybrain::LONG_AGO };
  std::vector< flybrain::Neuron > all( n_node_, at_rest );
  gpuErrchk( cudaMalloc( &neurons_, n_node_ * sizeof( flybrain::Neuron ) ) );
  gpuErrchk( cudaMemcpy( neurons_, all.data(), n_node_ * sizeof( flybrain::Neuron ), cudaMemcpyHostToDevice ) );

  const float one = 1;
  gpuErrchk( cudaMalloc( &port_weight_arr_, sizeof( float ) ) );
  gpuErrchk( cudaMemcpy( port_weight_arr_, &one, sizeof( float ), cudaMemcpyHostToDevice ) );
  port_weight_arr_step_ = 0;
  port_weight_port_step_ = 0;
  port_input_arr_ = GetVarArr();
  port_input_arr_step_ = VARIABLES;
  port_input_port_step_ = 1;
}

double
user_m1::number( int first )
{
  return ( double ) group_param_[ first ] + group_param_[ first + 1 ] + group_param_[ first + 2 ];
}

int
user_m1::Calibrate( double, float )
{
  model_.a = number( A );
  model_.b = number( B );
  model_.c = number( C );
  model_.threshold = number( THRESHOLD );
  model_.reset = number( RESET );
  model_.w_syn = number( W_SYN );
  model_.kick = number( KICK );
  model_.refractory = ( int ) group_param_[ REFRACTORY ];
  return 0;
}

int
user_m1::Update( long long, double )
{
  flybrain_update<<< ( n_node_ + 1023 ) / 1024, 1024 >>>( n_node_, i_node_0_, var_arr_, neurons_, model_ );
  gpuErrchk( cudaPeekAtLastError() );
  return 0;
}

user_m1::~user_m1()
{
  cudaFree( neurons_ );
  FreeVarArr();
  delete[] group_param_;
}
