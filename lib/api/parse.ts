import type { z } from "zod";

/** The fields that zod complained about, and its word for what is wrong. */
export const errorsOf = (error: z.ZodError): { field: string; code: string }[] =>
  error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((field) => ({ field, code: "unknown" }))
      : [{ field: issue.path.join("."), code: issue.code.replaceAll("_", "-") }],
  );
