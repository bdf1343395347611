import type { Theme } from "./palette";
import type { Drawing } from "./points/choose";

/** What a reader of the page prefers, kept by the browser. */
export interface Preferences {
  /** Null follows the system. */
  theme: Theme | null;
  large: boolean;
  drawing: Drawing;
}

const KEY = "flybrain-view";
const DEFAULT: Preferences = { theme: null, large: false, drawing: "automatic" };
const system = window.matchMedia("(prefers-color-scheme: dark)");

export function load(): Preferences {
  try {
    return { ...DEFAULT, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return DEFAULT;
  }
}

export function save(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Browsers that keep nothing show the page all the same.
  }
}

export const themeOf = ({ theme }: Preferences): Theme => theme ?? (system.matches ? "dark" : "light");

export function whenSystemChanges(listener: () => void): void {
  system.addEventListener("change", listener);
}

/** Style sheets read both attributes. */
export function show(preferences: Preferences): void {
  document.documentElement.dataset.theme = themeOf(preferences);
  document.documentElement.toggleAttribute("data-large", preferences.large);
}
