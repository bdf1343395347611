import {
  type BufferInfo,
  createBufferInfoFromArrays,
  createProgramInfo,
  drawBufferInfo,
  type ProgramInfo,
  setAttribInfoBufferFromArray,
  setBuffersAndAttributes,
  setUniforms,
} from "twgl.js";
import type { Activity } from "../activity";
import { type Camera, type Layout, project } from "../camera";
import type { Paint } from "../palette";
import { litSize, type Points, restingSize } from "./points";

/** Out of every view: where neurons without coordinates are put. */
const AWAY = 1e9;

const VERTEX = `
attribute vec3 position;
attribute vec3 rest;
attribute vec3 full;
attribute float light;
uniform mat3 rows;
uniform vec2 size, origin;
uniform mediump float shining;
uniform float scale, restingSize, smallest, largest, cover, ramped;
uniform vec3 ramp[4];
varying vec4 colour;

void main() {
  vec3 turned = position * rows;
  vec2 pixel = origin + scale * turned.xy;
  gl_Position = vec4(2.0 * pixel.x / size.x - 1.0, 1.0 - 2.0 * pixel.y / size.y, 0.0, 1.0);
  if (shining < 0.5) {
    gl_PointSize = restingSize;
    colour = vec4(rest, cover);
    return;
  }
  if (light <= 0.0) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = mix(smallest, largest, light);
  float place = light * 2.9999;
  vec3 hot = place < 1.0 ? mix(ramp[0], ramp[1], place)
    : place < 2.0 ? mix(ramp[1], ramp[2], place - 1.0) : mix(ramp[2], ramp[3], place - 2.0);
  colour = vec4(mix(mix(rest, full, light), hot, ramped), 1.0);
}`;

const FRAGMENT = `
precision mediump float;
uniform float shining;
varying vec4 colour;

void main() {
  vec2 fromCentre = gl_PointCoord - 0.5;
  if (shining > 0.5 && dot(fromCentre, fromCentre) > 0.25) discard;
  gl_FragColor = colour;
}`;

/** The points by WebGL: the resting ones first, blended, then the shining ones on top. */
export class WebglPoints implements Points {
  readonly kind = "WebGL";
  readonly canvas = document.createElement("canvas");
  private readonly gl: WebGLRenderingContext;
  private readonly program: ProgramInfo;
  private readonly buffers: BufferInfo;
  private readonly bytes: Uint8Array;
  private colours: Paint | null = null;
  private ratio = 1;

  /** Throws where there is no WebGL. */
  constructor(private readonly layout: Layout) {
    const gl = this.canvas.getContext("webgl", { alpha: false, antialias: false, depth: false });
    if (!gl) throw new Error("no WebGL");
    this.gl = gl;
    const refused = { errorCallback: () => {} };
    const program = createProgramInfo(gl, [VERTEX, FRAGMENT], refused) as ProgramInfo | null;
    if (!program) throw new Error("WebGL does not take the shaders");
    this.program = program;
    const neurons = layout.at.length / 3;
    this.bytes = new Uint8Array(neurons);
    const bytes = (numComponents: number) => ({
      numComponents,
      data: new Uint8Array(numComponents * neurons),
      normalize: true,
      drawType: gl.DYNAMIC_DRAW,
    });
    this.buffers = createBufferInfoFromArrays(gl, {
      position: { numComponents: 3, data: layout.at.map((value) => (Number.isNaN(value) ? AWAY : value)) },
      rest: bytes(3),
      full: bytes(3),
      light: bytes(1),
    });
  }

  resize(width: number, height: number): void {
    this.ratio = window.devicePixelRatio > 1.5 ? 1.6 : 1;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }

  paint(paint: Paint): void {
    this.colours = paint;
    this.upload("rest", paint.rest);
    this.upload("full", paint.full);
  }

  draw(camera: Camera, branches: readonly Activity[]): void {
    const { gl, canvas, colours } = this;
    if (!colours || branches.length === 0) return;
    const [red, green, blue] = colours.background;
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(red / 255, green / 255, blue / 255, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.useProgram(this.program.program);
    const view = Math.floor(canvas.width / branches.length);
    setUniforms(this.program, this.uniforms(camera, colours, view));
    gl.enable(gl.SCISSOR_TEST);
    branches.forEach((activity, k) => {
      gl.viewport(k * view, 0, view, canvas.height);
      gl.scissor(k * view, 0, view, canvas.height);
      this.drawBranch(activity);
    });
  }

  finish(): void {
    const { gl } = this;
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  free(): void {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
    this.canvas.remove();
  }

  private drawBranch(activity: Activity): void {
    const { gl } = this;
    this.bytes.fill(0);
    for (let k = 0; k < activity.count; k++) {
      const neuron = activity.lit[k]!;
      this.bytes[neuron] = Math.ceil(255 * activity.light[neuron]!);
    }
    this.upload("light", this.bytes);
    setBuffersAndAttributes(gl, this.program, this.buffers);
    gl.enable(gl.BLEND);
    setUniforms(this.program, { shining: 0 });
    drawBufferInfo(gl, this.buffers, gl.POINTS);
    gl.disable(gl.BLEND);
    setUniforms(this.program, { shining: 1 });
    drawBufferInfo(gl, this.buffers, gl.POINTS);
  }

  private uniforms(camera: Camera, paint: Paint, view: number) {
    const { rows, scale, x0, y0 } = project(camera, this.layout, view, this.canvas.height);
    return {
      rows,
      scale,
      size: [view, this.canvas.height],
      origin: [x0, y0],
      restingSize: restingSize(camera.zoom) * this.ratio,
      smallest: litSize(camera.zoom, 0, this.ratio),
      largest: litSize(camera.zoom, 1, this.ratio),
      cover: paint.cover,
      ramped: paint.ramp ? 1 : 0,
      ramp: (paint.ramp ?? [0, 0, 0, 0].map(() => [0, 0, 0])).flat().map((part) => part / 255),
    };
  }

  private upload(name: "rest" | "full" | "light", data: Uint8Array): void {
    setAttribInfoBufferFromArray(this.gl, this.buffers.attribs![name]!, data);
  }
}
