import { afterAll, describe, expect, it, vi } from "vitest";
import { config } from "@/lib/config";
import { hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { askDns, type NameResolver } from "./ask-dns";
import { checkDomains } from "./check-domains";
import { startDnsServer } from "./testing/dns-server";

const SHARED = "105";
const [DOMAIN, ADDRESS] = ["files.northwind.example", "198.51.100.7"];

const server = await startDnsServer();
afterAll(() => server.close());
const { simulator } = useSimulatedHosts({ DOMAIN_DNS: server.address });

/** Counts what it is asked; an error is what `node:dns` says of a name. */
function resolver(answer: string[] | string | null): NameResolver & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    resolve4: async (name) => {
      asked.push(name);
      if (answer === null) return new Promise(() => {});
      if (typeof answer === "string") throw Object.assign(new Error(answer), { code: answer });
      return answer;
    },
    resolve6: async () => [],
  };
}

describe("the check of a host's domains", () => {
  it("asks for the names that the master lists for this host, and for no other", async () => {
    const own = resolver([ADDRESS]);
    expect(await checkDomains(await hostOfAnn(SHARED), own)).toEqual({
      findings: { [DOMAIN]: { state: "here", addresses: [] } },
    });
    expect(own.asked).toEqual([DOMAIN]);
    // Of a host with an address of its own the master lists none.
    expect(await checkDomains(await hostOfAnn("101"), own)).toEqual({ findings: {} });
    expect(own.asked).toEqual([DOMAIN]);
  });

  it("tells nothing while the master doesn't list them", async () => {
    const owned = await hostOfAnn(SHARED);
    await simulator().control.addFault({ kind: "refuse", match: { action: "hypernat" } });
    expect(await checkDomains(owned, resolver([ADDRESS]))).toEqual({ findings: {} });
  });
});

describe("a question to DNS", () => {
  it("goes to the servers of the settings, for both kinds of address", async () => {
    server.names.set("two.example", ["203.0.113.9", "2001:db8::9"]);
    expect(await askDns("two.example")).toEqual({ ipv4: ["203.0.113.9"], ipv6: ["2001:db8::9"] });
    server.names.set("four.example", ["203.0.113.9"]);
    expect(await askDns("four.example")).toEqual({ ipv4: ["203.0.113.9"], ipv6: [] });
    expect(await askDns("none.example")).toEqual({ ipv4: [], ipv6: [] });
  });

  it.each(["ETIMEOUT", "ECONNREFUSED", "ESERVFAIL", "EREFUSED"])(
    "that ends in %s tells nothing",
    async (code) => {
      expect(await askDns(`${code}.example`.toLowerCase(), resolver(code))).toMatchObject({ ipv4: null });
    },
  );

  it("is answered from memory for a while, and shared by those who ask at once", async () => {
    const one = resolver(["203.0.113.9"]);
    await Promise.all([askDns("kept.example", one), askDns("kept.example", one)]);
    await askDns("kept.example", one);
    expect(one.asked).toEqual(["kept.example"]);
  });

  it("is given up after some seconds, and few wait at once", async () => {
    vi.useFakeTimers();
    try {
      const silent = resolver(null);
      const asked = Array.from({ length: 20 }, (_, n) => askDns(`silent${n}.example`, silent));
      await vi.advanceTimersByTimeAsync(4_000);
      const answers = await Promise.all(asked);
      expect(answers.filter((answer) => answer === null)).toHaveLength(4);
      expect(answers[0]).toEqual({ ipv4: null, ipv6: [] });
      expect(silent.asked).toHaveLength(16);
    } finally {
      vi.useRealTimers();
    }
  });
});

it("asks no DNS server when it is switched off", async () => {
  const { domainDns } = config();
  config().domainDns = "off";
  try {
    const own = resolver([ADDRESS]);
    expect(await checkDomains(await hostOfAnn(SHARED), own)).toEqual({ findings: {} });
    expect(own.asked).toEqual([]);
  } finally {
    config().domainDns = domainDns;
  }
});
