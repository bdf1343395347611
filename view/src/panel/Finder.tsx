import { useEffect, useId, useRef, useState } from "preact/hooks";
import * as api from "../api";
import type { About, Found } from "../protocol";
import * as text from "../text";

interface Option {
  key: string;
  main: string;
  more: string;
  choose(): void;
}

interface Props {
  label: string;
  placeholder: string;
  about: About | null;
  neuron(found: Found["neurons"][number]): void;
  selection(text: string): void;
  class?: string;
}

const WAIT = 150;

/** A text field that finds neurons by id, name and type, and selections; it suggests the named sets while empty. */
export function Finder(props: Props) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = useFound(typed);
  const list = useId();
  const options = open ? optionsOf(props, typed, found) : [];
  const choose = (option: Option | undefined) => {
    if (option) option.choose();
    else if (typed.trim() !== "") props.selection(typed.trim());
    else return;
    setTyped("");
    setOpen(false);
    setActive(-1);
  };
  const keyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && options.length > 0) {
      setActive((active + move + options.length + (active < 0 && move < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Enter") choose(options[active]);
    else if (event.key === "Escape") {
      if (open && options.length > 0) setOpen(false);
      else (event.target as HTMLElement).blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class={`finder ${props.class ?? ""}`}>
      <input
        type="search"
        role="combobox"
        list={undefined}
        aria-label={props.label}
        aria-expanded={options.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        {...(active >= 0 && { "aria-activedescendant": `${list}-${active}` })}
        placeholder={props.placeholder}
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setOpen(true);
          setActive(-1);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={keyDown}
      />
      <ul role="listbox" id={list} aria-label={props.label} hidden={options.length === 0}>
        {options.map((option, place) => (
          <li
            key={option.key}
            role="option"
            id={`${list}-${place}`}
            aria-selected={place === active}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <b>{option.main}</b> <span>{option.more}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function optionsOf(props: Props, typed: string, found: Found | null): Option[] {
  const selections = typed.trim() === "" ? (props.about?.sets ?? []) : (found?.selections ?? []);
  return [
    ...selections.map((one: { text: string; neurons: number; about?: string | null }) => ({
      key: `selection ${one.text}`,
      main: one.text,
      more: [text.neurons(one.neurons), one.about].filter(Boolean).join(" · "),
      choose: () => props.selection(one.text),
    })),
    ...(typed.trim() === "" ? [] : (found?.neurons ?? [])).map((one) => ({
      key: one.id,
      main: one.name || one.type || one.id,
      more: [one.name && one.type !== one.name ? one.type : null, one.side, one.id]
        .filter(Boolean)
        .join(" · "),
      choose: () => props.neuron(one),
    })),
  ];
}

/** Asks once typing has paused; an answer to an older question is dropped. */
function useFound(typed: string): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => {
    asking.current?.abort();
    if (typed.trim() === "") {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    asking.current = abort;
    const timer = setTimeout(() => {
      api.search(typed.trim(), abort.signal).then(setFound, () => {
        if (!abort.signal.aborted) setFound(null);
      });
    }, WAIT);
    return () => clearTimeout(timer);
  }, [typed]);
  return found;
}
