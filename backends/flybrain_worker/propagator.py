"""The exact solution of the model over one step, for frameworks that need numbers."""

import math


def of(job):
    """(a, b, c): without input, u = v - v0 becomes a*u + c*g, and g becomes b*g."""
    a = math.exp(-job.dt / job.tau_m)
    b = math.exp(-job.dt / job.tau_g)
    if job.tau_m == job.tau_g:
        return a, b, job.dt / job.tau_g * a
    difference = job.tau_m - job.tau_g
    c = -job.tau_g / difference * a * math.expm1(-job.dt * difference / (job.tau_m * job.tau_g))
    return a, b, c
