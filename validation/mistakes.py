"""The wrong readings of the model that the golden cases must expose, by name."""

from plain_model import Rules

MISTAKES = {
    "accumulates": Rules(accumulate=True),
    "not-frozen": Rules(frozen=False),
    "delay-minus-1": Rules(delay_shift=-1),
    "delay-plus-1": Rules(delay_shift=1),
    "t_ref-minus-1": Rules(t_ref_shift=-1),
    "t_ref-plus-1": Rules(t_ref_shift=1),
    "delivered-in-spike-step": Rules(lost_in_spike_step=False),
    "input-in-spike-step": Rules(input_lost_in_spike_step=False),
    "driven-refractory": Rules(driven_free=False),
    "rate-0-refractory": Rules(rate_0_free=False),
    "kick-to-g": Rules(kick="g"),
    "kick-to-g-delayed": Rules(kick="delayed g"),
    "input-1-step-late": Rules(input_shift=1),
    "euler": Rules(integration="euler"),
    "threshold-reached": Rules(threshold="reached"),
    "g-not-reset": Rules(reset_g=False),
    "reset-to-v0": Rules(reset_to_v0=True),
    "no-self-connections": Rules(self_connections=False),
    "duplicates-replace": Rules(duplicates="last"),
    "one-sign-per-neuron": Rules(signs="neuron"),
    "nothing-silenced": Rules(silencing="none"),
    "silenced-outgoing-only": Rules(silencing="outgoing"),
    "silenced-both-ways": Rules(silencing="both"),
}
