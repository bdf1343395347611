// The neuron of flybrain's model as NEST GPU's user_m1: receptor 0 takes signed synapse counts, which
// add to g, receptor 1 takes input events, which add to v. NEST GPU keeps variables and parameters in
// single precision; g and v are held beside them in double, and each number of the model comes as
// three group parameters, NAME_0 to NAME_2, which add up to it exactly.
#ifndef USERM1_H
#define USERM1_H

#include <string>

#include "base_neuron.h"
#include "cuda_error.h"
#include "flybrain_lif.h"
#include "neuron_models.h"
#include "node_group.h"

class user_m1 : public BaseNeuron
{
public:
  ~user_m1();

// NEST GPU 2 has distribution.h and no seed here.
#if __has_include( "distribution.h" )
  int Init( int i_node_0, int n_node, int n_port, int i_group );
#else
  int Init( int i_node_0, int n_node, int n_port, int i_group, unsigned long long* seed );
#endif

  int Calibrate( double time_min, float time_resolution );

  int Update( long long it, double t1 );

private:
  void create();

  double number( int first );

  flybrain::Model model_;
  flybrain::Neuron* neurons_ = nullptr; // on the device
};

#endif
