import { type Brain, type Command, type Frame, parseFrame } from "./protocol";

export interface Listener {
  opened(): void;
  lost(): void;
  state(brain: Brain): void;
  watching(neurons: number[]): void;
  error(message: string): void;
  frame(frame: Frame): void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

/** The WebSocket to the server; opened again, after a pause that grows, when it is lost. */
export class Connection {
  private socket: WebSocket | null = null;
  private wait = FIRST_WAIT;

  constructor(
    private readonly url: string,
    private readonly listener: Listener,
  ) {}

  open(): void {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.wait = FIRST_WAIT;
      this.listener.opened();
    };
    socket.onmessage = (message) => this.receive(message.data as string | ArrayBuffer);
    socket.onclose = () => {
      this.socket = null;
      this.listener.lost();
      setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
    };
    this.socket = socket;
  }

  /** Sends a command; without a connection it is dropped, and the page says that there is none. */
  send(command: Command): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      this.listener.frame(parseFrame(data));
      return;
    }
    const message = JSON.parse(data) as { state?: Brain; error?: string; watching?: number[] };
    if (message.state) this.listener.state(message.state);
    if (message.watching) this.listener.watching(message.watching);
    if (message.error) this.listener.error(message.error);
  }
}
