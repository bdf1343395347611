import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  label: string;
  /** What the server says; followed unless a hand is on the slider. */
  value: number;
  min: number;
  max: number;
  step: number | "any";
  /** The value in words. */
  words(value: number): string;
  disabled?: boolean;
  /** Called while the slider moves. */
  move?(value: number): void;
  /** Called when it is let go, or moved by a key. */
  release?(value: number): void;
}

/** Pause in ms between calls of `move`, and after letting go until the server's value is shown again. */
const PAUSE = 80;
const SETTLE = 400;

/** A slider for a value that the server changes too, even while it is being moved. */
export function Slider(props: Props) {
  const [held, setHeld] = useState<number | null>(null);
  const timers = useRef<{ move?: number | undefined; settle?: number; sent: number }>({ sent: 0 }).current;
  const moved = (value: number) => {
    setHeld(value);
    clearTimeout(timers.settle);
    clearTimeout(timers.move);
    const wait = Math.max(0, PAUSE - (performance.now() - timers.sent));
    timers.move = window.setTimeout(() => send(value), wait);
  };
  const send = (value: number) => {
    timers.move = undefined;
    timers.sent = performance.now();
    props.move?.(value);
  };
  const released = (value: number) => {
    // A waiting value is sent now, so nothing that is done next comes before it.
    if (timers.move !== undefined) {
      clearTimeout(timers.move);
      send(value);
    }
    props.release?.(value);
    clearTimeout(timers.settle);
    timers.settle = window.setTimeout(() => setHeld(null), SETTLE);
  };
  useEffect(
    () => () => {
      clearTimeout(timers.move);
      clearTimeout(timers.settle);
    },
    [timers],
  );
  const shown = held ?? props.value;
  return (
    <>
      <input
        type="range"
        aria-label={props.label}
        disabled={props.disabled ?? false}
        min={props.min}
        max={props.max}
        step={props.step}
        value={shown}
        aria-valuetext={props.words(shown)}
        onInput={(event) => moved(Number(event.currentTarget.value))}
        onChange={(event) => released(Number(event.currentTarget.value))}
      />
      <span class="value">{props.words(shown)}</span>
    </>
  );
}
