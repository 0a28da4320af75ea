/** The cookies that the panel has set; a request has no headers of its own. */
export const jar = new Map<string, string>();

/** For `vi.mock("next/headers", …)`. */
export const nextHeaders = {
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),
    set: (name: string, value: string, { maxAge }: { maxAge?: number } = {}) =>
      maxAge === 0 ? jar.delete(name) : jar.set(name, value),
  }),
};
