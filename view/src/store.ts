import { EMPTY, type Event, type Page, reduce } from "./page";

/** The page as it is now; listeners hear of a change once per turn of the browser's loop. */
export class Store {
  page: Page = EMPTY;
  private readonly listeners: ((page: Page, before: Page) => void)[] = [];
  private before: Page | null = null;

  apply(event: Event): void {
    const next = reduce(this.page, event);
    if (next === this.page) return;
    if (this.before === null) {
      this.before = this.page;
      queueMicrotask(() => this.notify());
    }
    this.page = next;
  }

  listen(listener: (page: Page, before: Page) => void): void {
    this.listeners.push(listener);
  }

  private notify(): void {
    const before = this.before ?? this.page;
    this.before = null;
    for (const listener of this.listeners) listener(this.page, before);
  }
}
