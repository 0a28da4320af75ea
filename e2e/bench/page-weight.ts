import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import { freshContext, type Visitor } from "./browser";

/** Bytes are those of gzip -9, whatever the server's own compression does. */
export interface PageWeight {
  documentBytes: number;
  jsBytes: number;
  cssBytes: number;
  fonts: number;
  /** Origins other than the panel's. */
  foreign: number;
  /** Reads of data after the document; the event stream and the pages that links prefetch are none. */
  dataRequests: number;
  prefetches: number;
  /** What the scripts weigh, one by one, heaviest first. */
  scripts: { name: string; bytes: number }[];
}

/** All that one first visit loads before anything is clicked: waits until nothing new came for this long. */
const QUIET_MS = 1_500;

export async function pageWeight(visitor: Visitor, path: string): Promise<PageWeight> {
  const context = await freshContext(visitor);
  try {
    const page = await context.newPage();
    const responses = await visit(page, visitor.origin + path);
    return await weigh(responses, visitor.origin);
  } finally {
    await context.close();
  }
}

async function visit(page: Page, url: string): Promise<Response[]> {
  const responses: Response[] = [];
  let lastAt = Date.now();
  page.on("response", (response) => {
    responses.push(response);
    lastAt = Date.now();
  });
  await page.goto(url, { waitUntil: "load" });
  while (Date.now() - lastAt < QUIET_MS) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return responses;
}

const isStream = (response: Response) => new URL(response.url()).pathname === "/api/live";
const isPrefetch = (response: Response) => "next-router-prefetch" in response.request().headers();

async function weigh(responses: Response[], origin: string): Promise<PageWeight> {
  const of = (type: string) => responses.filter((response) => response.request().resourceType() === type);
  const scripts = await Promise.all(
    of("script").map(async (response) => ({
      name: new URL(response.url()).pathname.split("/").pop() ?? "",
      bytes: await zipped(response),
    })),
  );
  const reads = [...of("fetch"), ...of("xhr")].filter((response) => !isStream(response));
  return {
    documentBytes: await sum(of("document")),
    jsBytes: scripts.reduce((total, script) => total + script.bytes, 0),
    cssBytes: await sum(of("stylesheet")),
    fonts: of("font").length,
    foreign: new Set(responses.map((r) => new URL(r.url()).origin).filter((each) => each !== origin)).size,
    dataRequests: reads.filter((response) => !isPrefetch(response)).length,
    prefetches: reads.filter(isPrefetch).length,
    scripts: scripts.toSorted((a, b) => b.bytes - a.bytes),
  };
}

const zipped = async (response: Response) => gzipSync(await response.body(), { level: 9 }).length;

async function sum(responses: Response[]): Promise<number> {
  const sizes = await Promise.all(responses.map(zipped));
  return sizes.reduce((total, size) => total + size, 0);
}
