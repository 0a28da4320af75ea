import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

type Json = Record<string, unknown>;

interface Described {
  status: number;
  headers: Headers;
  text: string;
}

/** A response as the description has it, its `$ref`s followed by the caller. */
interface DescribedAnswer {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: Json }>;
}

const at = (value: unknown, ...names: string[]): unknown =>
  names.reduce<unknown>((found, name) => (found as Json | undefined)?.[name], value);

/** The path's template in the description; null where it isn't described. */
function templateOf(paths: Json, path: string): string | null {
  const fits = (template: string) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);
  return Object.keys(paths).find(fits) ?? null;
}

/** Holds answers against a description. Without the panel's own code: browser tests have the description that a panel gave. */
export function answersAsIn(description: Json) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: "api", ...description });
  const paths = description.paths as Json;
  return {
    description,
    /** What is wrong with an answer, by the description; empty where nothing is. */
    faultsOf(method: string, path: string, { status, headers, text }: Described): string[] {
      const template = templateOf(paths, path);
      const described = template
        ? at(paths, template, method.toLowerCase(), "responses", String(status))
        : null;
      const type = headers.get("content-type")?.split(";")[0] ?? "";
      const schema = described
        ? (described as DescribedAnswer).content?.[type]?.schema
        : // What isn't there, and what nobody may ask, is answered by a problem all the same.
          status >= 400 && type === "application/problem+json"
          ? { $ref: "#/components/schemas/Problem" }
          : undefined;
      if (!schema) {
        return [`${method} ${path}: ${status} ${type} is not described`];
      }
      const validate = ajv.compile({ $ref: `api${schema.$ref}` });
      const faults = validate(JSON.parse(text))
        ? []
        : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
      const missing = ["ratelimit", "ratelimit-policy"].filter((name) => !headers.get(name));
      return [...faults, ...missing.map((name) => `${name} is missing`)];
    },
  };
}
