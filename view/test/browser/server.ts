import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../../../flybrain", import.meta.url));

export interface Server {
  /** With the token. */
  link: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts `flybrain view` on the synthetic brain; VIEW_LINK names one that runs already. */
export async function start(...options: string[]): Promise<Server> {
  const words = ["view", "sugar", "--connectome", "synthetic", "--no-browser", ...options];
  const child = spawn(process.env.FLYBRAIN ?? LAUNCHER, words, { stdio: ["ignore", "pipe", "pipe"] });
  let written = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const link = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      written += chunk.toString();
      const found = /(http:\/\/[^\s/]+\/\?token=\S+)\s/.exec(written);
      if (found) resolve(found[1]!);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`flybrain view ended:\n${written}`)));
  });
  return {
    link,
    process: child,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}
