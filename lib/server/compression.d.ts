/** The package's own types are for Express, which the panel doesn't have. */
declare module "compression" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  import type { BrotliOptions } from "node:zlib";

  interface CompressionOptions {
    brotli?: BrotliOptions;
    /** Whether an answer with these headers is to be compressed. */
    filter?: (request: IncomingMessage, response: ServerResponse) => boolean;
  }

  /** Gives the response a `write` and an `end` that compress, and a `flush`, which Next calls after each piece. */
  function compression(
    options?: CompressionOptions,
  ): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  namespace compression {
    const filter: NonNullable<CompressionOptions["filter"]>;
  }
  export = compression;
}
