/* A simulator of the model in C, as a contender of the race: what a trial takes in native code that has
 * nothing to find out and nothing to prove.
 *
 *     cc -O3 -march=native -o native validation/contenders/native.c -lm
 *
 * It is event-driven and exact as flybrain's engine `event`: the state of a neuron stays constant between
 * deliveries, and a neuron is compared with the threshold only while it may reach it. Its fresh trials make all
 * deliveries. Its learnt trials make only those to neurons that might have fired in an earlier trial. That is
 * right for the same input events alone, so no simulator can make use of it, but none has less to do.
 *
 * The units are mV and steps. u is v - v0; n steps after a common base step u = u_of_x[n] X + u_of_y[n] Y and
 * g = g_of_y[n] Y, with X and Y of a neuron.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Steps between two looks at which neurons cannot fire any more without input. */
enum { COOLING = 8 };

typedef struct {
  double x, y;
} State;

typedef struct {
  int steps, delay, refractory, rebase;
  double threshold, reset, kick, w_syn, ratio, peak;
  double *u_of_x, *u_of_y, *g_of_y, *u_to_x, *g_to_x, *g_to_y;
} Model;

typedef struct {
  int neurons, events;
  int64_t *offsets;
  int32_t *targets, *weights, *events_at;
  uint8_t *driven;
} Race;

/* The neurons with a state, and the connections between them. */
typedef struct {
  int count;
  int32_t *neuron, *target, *input;
  int64_t *start;
  double *weight;
} Part;

/* `hot` lists the neurons that may fire without further input; `cool` is 1 for those that excitation puts on it.
 * `spiked` has the neurons of the last steps, a row for each of them. */
typedef struct {
  State *state;
  uint8_t *cool;
  int32_t *hot, *active_from, *spiked, *spikes_of_step;
  int hot_count, history, row;
} Trial;

/* The factors of a step. */
typedef struct {
  int n;
  double u_of_x, u_of_y, per_x, per_y, limit, limit_y;
} Step;

static void fail(const char *what, const char *of) {
  fprintf(stderr, "native: %s%s\n", what, of);
  exit(1);
}

static void *room(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory) fail("out of memory", "");
  return memory;
}

static void *read_file(const char *folder, const char *name, size_t *bytes) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) fail("cannot read ", path);
  *bytes = (size_t)ftell(file);
  rewind(file);
  char *content = room(*bytes + 1, 1);
  if (fread(content, 1, *bytes, file) != *bytes) fail("cannot read ", path);
  fclose(file);
  return content;
}

static double number(const char *json, const char *key) {
  char quoted[64];
  snprintf(quoted, sizeof quoted, "\"%s\":", key);
  const char *at = strstr(json, quoted);
  if (!at) fail("race.json has no ", key);
  return strtod(at + strlen(quoted), NULL);
}

static Model model_of(const char *json) {
  const double dt = number(json, "dt"), m = dt / number(json, "tau_m"), r = dt / number(json, "tau_g");
  if (m == r) fail("tau_m and tau_g must differ", "");
  Model model = {.steps = (int)number(json, "steps"),
                 .delay = (int)lround(number(json, "delay") / dt),
                 .refractory = (int)fmax(1, round(number(json, "t_ref") / dt)),
                 .rebase = (int)fmax(1, fmin(64 / fmax(m, r), 2048)),
                 .threshold = number(json, "v_th") - number(json, "v0"),
                 .reset = number(json, "v_reset") - number(json, "v0"),
                 .w_syn = number(json, "w_syn"),
                 .ratio = m / (r - m),
                 .peak = exp(-log(m / r) / (m / r - 1))};
  model.kick = model.w_syn * number(json, "f_poi");
  double **columns[] = {&model.u_of_x, &model.u_of_y, &model.g_of_y, &model.u_to_x, &model.g_to_x, &model.g_to_y};
  for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) *columns[k] = room((size_t)model.rebase + 1, sizeof(double));
  for (int n = 0; n <= model.rebase; n++) {
    model.u_of_x[n] = exp(-n * m), model.g_of_y[n] = exp(-n * r);
    model.u_to_x[n] = exp(n * m), model.g_to_y[n] = exp(n * r);
    model.u_of_y[n] = -model.ratio * model.g_of_y[n], model.g_to_x[n] = model.ratio * model.u_to_x[n];
  }
  return model;
}

static Race read_race(const char *folder, Model *model) {
  size_t bytes;
  char *json = read_file(folder, "race.json", &bytes);
  *model = model_of(json);
  Race race = {.neurons = (int)number(json, "neurons"),
               .offsets = read_file(folder, "offsets.bin", &bytes),
               .targets = read_file(folder, "targets.bin", &bytes),
               .weights = read_file(folder, "weights.bin", &bytes),
               .events_at = read_file(folder, "events.bin", &bytes)};
  race.events = (int)(bytes / 8);
  race.driven = room((size_t)race.neurons, 1);
  int32_t *driven = read_file(folder, "driven.bin", &bytes);
  for (size_t k = 0; k < bytes / 4; k++) race.driven[driven[k]] = 1;
  free(driven);
  free(json);
  return race;
}

/* Of the neurons in `kept`, or all. */
static Part part_of(const Race *race, double w_syn, const uint8_t *kept) {
  Part part = {.neuron = room((size_t)race->neurons, 4), .input = room((size_t)race->events, 4)};
  int32_t *place = room((size_t)race->neurons, 4);
  for (int i = 0; i < race->neurons; i++) {
    place[i] = !kept || kept[i] ? part.count : -1;
    if (place[i] >= 0) part.neuron[part.count++] = i;
  }
  part.start = room((size_t)part.count + 1, 8);
  for (int k = 0; k < part.count; k++) {
    part.start[k + 1] = part.start[k];
    for (int64_t c = race->offsets[part.neuron[k]]; c < race->offsets[part.neuron[k] + 1]; c++)
      part.start[k + 1] += place[race->targets[c]] >= 0;
  }
  part.target = room((size_t)part.start[part.count], 4);
  part.weight = room((size_t)part.start[part.count], sizeof(double));
  int64_t end = 0;
  for (int k = 0; k < part.count; k++)
    for (int64_t c = race->offsets[part.neuron[k]]; c < race->offsets[part.neuron[k] + 1]; c++)
      if (place[race->targets[c]] >= 0) {
        part.target[end] = place[race->targets[c]];
        part.weight[end++] = race->weights[c] * w_syn;
      }
  for (int k = 0; k < race->events; k++) part.input[k] = place[race->events_at[2 * k + 1]];
  free(place);
  return part;
}

static Trial begin(const Part *part, const Model *model) {
  const size_t count = (size_t)part->count;
  const int history = (model->delay > model->refractory ? model->delay : model->refractory) + 1;
  Trial trial = {.state = room(count, sizeof(State)), .cool = room(count, 1), .hot = room(count + 1, 4),
                 .active_from = room(count, 4), .spiked = room(count * (size_t)history, 4),
                 .spikes_of_step = room((size_t)history, 4), .history = history, .row = part->count};
  memset(trial.cool, 1, count);
  return trial;
}

static void rest(Trial *trial, const Part *part) {
  memset(trial->state, 0, (size_t)part->count * sizeof(State));
  memset(trial->active_from, 0, (size_t)part->count * 4);
  memset(trial->cool, 1, (size_t)part->count);
  memset(trial->spikes_of_step, 0, (size_t)trial->history * 4);
  trial->hot_count = 0;
}

static void end(Trial *trial) {
  free(trial->state), free(trial->cool), free(trial->hot);
  free(trial->active_from), free(trial->spiked), free(trial->spikes_of_step);
}

static int32_t *spikes_at(const Trial *trial, int step, int *count) {
  *count = step < 0 ? 0 : trial->spikes_of_step[step % trial->history];
  return trial->spiked + (size_t)(step < 0 ? 0 : step % trial->history) * (size_t)trial->row;
}

static void rebase(Trial *trial, const Part *part, const Model *model) {
  const double of_x = model->u_of_x[model->rebase], of_y = model->g_of_y[model->rebase];
  for (int i = 0; i < part->count; i++) {
    State *state = &trial->state[i];
    state->x = fabs(state->x) < 1e-150 ? 0 : of_x * state->x;
    state->y = fabs(state->y) < 1e-150 ? 0 : of_y * state->y;
  }
}

/* u never rises above (1 - c) u + c g, or c g where u is negative, with c the peak of what g alone does. */
static Step factors(const Model *model, int n) {
  const double limit = (1 - 1e-9) * model->threshold;
  return (Step){.n = n, .u_of_x = model->u_of_x[n], .u_of_y = model->u_of_y[n],
                .per_x = (1 - model->peak) * model->u_of_x[n],
                .per_y = (1 - model->peak) * model->u_of_y[n] + model->peak * model->g_of_y[n],
                .limit = limit, .limit_y = limit / (model->peak * model->g_of_y[n])};
}

static int may_fire(Step now, State state) {
  return (now.per_x * state.x + now.per_y * state.y > now.limit) | (state.y > now.limit_y);
}

static int ascending(const void *one, const void *other) {
  return *(const int32_t *)one - *(const int32_t *)other;
}

static void sort(int32_t *list, int count) {
  if (count > 16) {
    qsort(list, (size_t)count, 4, ascending);
    return;
  }
  for (int k = 1; k < count; k++) {
    const int32_t value = list[k];
    int i = k;
    for (; i > 0 && list[i - 1] > value; i--) list[i] = list[i - 1];
    list[i] = value;
  }
}

static int fire(Trial *trial, const Part *part, const Model *model, const uint8_t *driven, Step now, int step) {
  const State *state = trial->state;
  const double threshold = model->threshold;
  const int hot_count = trial->hot_count;
  int32_t *hot = trial->hot;
  int count;
  int32_t *spiking = spikes_at(trial, step, &count);
  count = 0;
  for (int left = hot_count; left > 0; left--) {
    const int32_t i = hot[left - 1];
    if (now.u_of_x * state[i].x + now.u_of_y * state[i].y > threshold) {
      spiking[count++] = i;
      hot[left - 1] = hot[hot_count - count];
    }
  }
  trial->hot_count -= count;
  sort(spiking, count);
  for (int k = 0; k < count; k++) {
    trial->state[spiking[k]] = (State){0, 0};
    trial->active_from[spiking[k]] = step + (driven[part->neuron[spiking[k]]] ? 1 : model->refractory);
  }
  trial->spikes_of_step[step % trial->history] = count;
  return count;
}

static void cool_down(Trial *trial, Step now) {
  int still = 0;
  for (int k = 0; k < trial->hot_count; k++) {
    const int32_t i = trial->hot[k];
    const int may = may_fire(now, trial->state[i]);
    trial->hot[still] = i;
    still += may;
    trial->cool[i] = !may;
  }
  trial->hot_count = still;
}

static void deliver(Trial *trial, const Part *part, const Model *model, Step now, int step, uint8_t *ever) {
  const double to_x = model->g_to_x[now.n], to_y = model->g_to_y[now.n];
  const int32_t *target = part->target;
  const double *weight = part->weight;
  State *states = trial->state;
  uint8_t *cool = trial->cool;
  int32_t *hot = trial->hot;
  int arriving, hot_count = trial->hot_count;
  const int32_t *senders = spikes_at(trial, step - model->delay, &arriving);
  for (int k = 0; k < arriving; k++) {
    const int64_t last = part->start[senders[k] + 1];
    for (int64_t c = part->start[senders[k]]; c < last; c++) {
      const int32_t i = target[c];
      State state = states[i];
      state.x += weight[c] * to_x;
      state.y += weight[c] * to_y;
      states[i] = state;
      const int heated = may_fire(now, state) & cool[i];
      hot[hot_count] = i;
      hot_count += heated;
      cool[i] -= (uint8_t)heated;
      if (ever && heated) ever[part->neuron[i]] = 1;
    }
  }
  trial->hot_count = hot_count;
}

static void kick(Trial *trial, const Part *part, const Model *model, Step now, int32_t i, uint8_t *ever) {
  trial->state[i].x += model->kick * model->u_to_x[now.n];
  trial->hot[trial->hot_count] = i;
  trial->hot_count += trial->cool[i];
  trial->cool[i] = 0;
  if (ever) ever[part->neuron[i]] = 1;
}

/* Resets the neurons that spiked at a step and are no longer refractory after another. */
static void end_refractoriness(Trial *trial, const Model *model, Step now, int spiked_at, int step) {
  int count;
  const int32_t *neurons = spikes_at(trial, spiked_at, &count);
  for (int k = 0; k < count; k++)
    if (trial->active_from[neurons[k]] == step + 1) {
      trial->state[neurons[k]] = (State){model->reset * model->u_to_x[now.n], 0};
      trial->cool[neurons[k]] = 1;
    }
}

static void write_spikes(const Trial *trial, const Part *part, int step, FILE *out) {
  int count;
  const int32_t *spiking = spikes_at(trial, step, &count);
  for (int k = 0; k < count; k++) fwrite((int32_t[]){step, part->neuron[spiking[k]]}, 4, 2, out);
}

/* Simulates a trial and returns the number of its spikes.
 *
 * ever: gets 1 for neurons that might have fired; may be NULL, as out. */
static int64_t run(const Race *race, const Part *part, const Model *model, Trial *trial, uint8_t *ever, FILE *out) {
  int64_t spikes = 0;
  int base = 0, event = 0;
  for (int step = 0; step < model->steps; step++) {
    if (step - base == model->rebase) {
      rebase(trial, part, model);
      base = step;
    }
    const Step now = factors(model, step - base);
    spikes += fire(trial, part, model, race->driven, now, step);
    if (out) write_spikes(trial, part, step, out);
    if (step % COOLING == 0) cool_down(trial, now);
    deliver(trial, part, model, now, step, ever);
    for (; event < race->events && race->events_at[2 * event] == step; event++)
      if (step >= trial->active_from[part->input[event]]) kick(trial, part, model, now, part->input[event], ever);
    end_refractoriness(trial, model, now, step, step);
    if (model->refractory > 1) end_refractoriness(trial, model, now, step - model->refractory + 1, step);
  }
  return spikes;
}

static void learn(const Race *race, const Model *model, const Part *all, Part *few) {
  uint8_t *ever = room((size_t)race->neurons, 1);
  Trial first = begin(all, model);
  run(race, all, model, &first, ever, NULL);
  *few = part_of(race, model->w_syn, ever);
  fprintf(stderr, "native: %d neurons may fire\n", few->count);
  end(&first);
  free(ever);
}

int main(int count, char **arguments) {
  if (count != 2) fail("usage: native RACE_FOLDER", "");
  Model model;
  const Race race = read_race(arguments[1], &model);
  const Part all = part_of(&race, model.w_syn, NULL);
  Part few = {0};
  Trial learnt = {0};
  char line[4096];
  for (puts("ready"), fflush(stdout); fgets(line, sizeof line, stdin); fflush(stdout)) {
    line[strcspn(line, "\n")] = 0;
    const int fresh = !strncmp(line, "fresh ", 6), to_file = !strncmp(line, "spikes ", 7);
    if (!fresh && !to_file && strncmp(line, "learnt ", 7)) fail("unknown line: ", line);
    if (!fresh && !few.neuron) {
      learn(&race, &model, &all, &few);
      learnt = begin(&few, &model);
    }
    FILE *out = to_file ? fopen(line + 7, "wb") : NULL;
    if (to_file && !out) fail("cannot write ", line + 7);
    int64_t spikes = 0;
    for (int trials = to_file ? 1 : atoi(strchr(line, ' ')); trials > 0; trials--) {
      Trial other = {0};
      if (fresh) other = begin(&all, &model);
      if (!fresh) rest(&learnt, &few);
      spikes += run(&race, fresh ? &all : &few, &model, fresh ? &other : &learnt, NULL, out);
      if (fresh) end(&other);
    }
    if (out) fclose(out);
    if (to_file) puts("done");
    if (!to_file) printf("done %lld\n", (long long)spikes);
  }
}
