import { readdirSync, readFileSync } from "node:fs";

/** What stands in an address where a page has a parameter: things of the simulator's demo fleet. */
const PARAMETERS: Record<string, string> = {
  vmid: "101",
  userid: "10001",
  nodeid: "1",
  poolid: "10",
  id: "00000000-0000-4000-8000-000000000000",
  token: "x",
  old: "limits",
  former: "hosts",
};

/** Pages that ask the master only when they are searched. */
const SEARCHES: Record<string, string> = {
  "/admin/customers": "?q=10001",
};

export interface PagePath {
  path: string;
  /** Of a page of before: it only leads on. */
  leadsOn?: boolean;
  who: "nobody" | "customer" | "staff";
}

/** Every page that the panel has, by its file, with something to show. */
export const everyPage = (): PagePath[] =>
  readdirSync("app", { recursive: true, encoding: "utf8" })
    // Those for any address lead on, or say that there is no such page.
    .filter((file) => /(^|\/)page\.tsx$/.test(file) && !file.includes("..."))
    .sort()
    .map((file) => {
      const route = `/${file.replace(/\/?page\.tsx$/, "")}`;
      const path = route.replace(/\/\([^)]+\)/g, "").replace(/\[(\w+)\]/g, (_, name: string) => {
        const value = PARAMETERS[name];
        if (value === undefined) throw new Error(`${file}: what stands for ${name} is not known here`);
        return value;
      });
      const who = route.startsWith("/(admin)")
        ? "staff"
        : route.startsWith("/(auth)")
          ? "nobody"
          : "customer";
      return {
        path: (path || "/") + (SEARCHES[path] ?? ""),
        leadsOn: readFileSync(`app/${file}`, "utf8").includes("leadTo("),
        who,
      };
    });
