import type { About, Found, Groups, Neuron, Selection, Why } from "./protocol";

/** A refusal of the server, in its own words. */
export class Refused extends Error {}

async function get(path: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused("flybrain view does not answer");
  }
  if (!response.ok) throw new Refused(await reason(response));
  return response;
}

async function reason(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { error: string }).error;
  } catch {
    return text.trim().split("\n")[0] || `the server answered ${response.status}`;
  }
}

async function json<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await get(path, signal)).json()) as T;
}

const query = (values: Record<string, string | number>) =>
  new URLSearchParams(Object.entries(values).map(([key, value]) => [key, String(value)])).toString();

export const about = () => json<About>("api/about");
export const positions = async () => new Float32Array(await (await get("api/positions")).arrayBuffer());
export const groups = (by: string) => json<Groups>(`api/groups?${query({ by })}`);
export const search = (q: string, signal: AbortSignal) =>
  json<Found>(`api/search?${query({ q, limit: 12 })}`, signal);
export const selection = (text: string) => json<Selection>(`api/selection?${query({ text })}`);
export const neuron = (index: number) => json<Neuron>(`api/neuron?${query({ index })}`);
export const why = (branch: number, index: number) => json<Why>(`api/why?${query({ branch, index })}`);
export const experimentFile = (branch: number) => `api/experiment?${query({ branch })}`;
export const spikeFile = (branch: number) => `api/spikes?${query({ branch })}`;
