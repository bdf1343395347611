/// Where recipes are run on a brain: the way from a recipe to its spikes and a report.
///
/// Begin with [flybrain.laboratory.Laboratory]: it opens a brain and keeps it. `plan` resolves a
/// [flybrain.experiment.Recipe] on the brain into a [flybrain.laboratory.Plan] that was checked;
/// `run` simulates the plan as [flybrain.laboratory.RunOptions] say, sends the spikes to
/// statistics, a [flybrain.laboratory.SpikeFile] and a sink of the caller, states to a
/// [flybrain.laboratory.StateFile], and returns a [flybrain.laboratory.Report]. Rates in reports
/// are in Hz, times in s. Files carry everything it takes to run the same again as key-value
/// metadata, which [flybrain.laboratory.Laboratory#planAgain] reads.
@NullMarked
package flybrain.laboratory;

import org.jspecify.annotations.NullMarked;
