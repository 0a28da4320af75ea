import { describe, expect, it } from "vitest";
import { type ConsoleHost, consoleOriginFor, consoleOrigins, parseConsoleHost } from "./console-hosts";

const PANEL = "https://panel.example.com";
const hosts = (...entries: string[]): ConsoleHost[] =>
  entries.map((entry) => {
    const host = parseConsoleHost(entry);
    if (!host) {
      throw new Error(`${entry} is no console host`);
    }
    return host;
  });
const at = (server: string, list: ConsoleHost[], panel = PANEL) => consoleOriginFor(server, list, panel);

describe("what the master names as vncserver", () => {
  const list = hosts("198.51.100.2:8001", "node2.example.com", "https://node3.example.com");

  it.each([
    ["http://198.51.100.2:8001", "http://198.51.100.2:8001"],
    ["HTTP://198.51.100.2:8001/", "http://198.51.100.2:8001"],
    ["https://198.51.100.2:8001", "https://198.51.100.2:8001"],
    ["http://Node2.Example.Com:8001", "http://node2.example.com:8001"],
    ["https://node3.example.com", "https://node3.example.com"],
    ["https://node3.example.com:443", "https://node3.example.com"],
  ])("%s is handed to as %s", (server, origin) => {
    expect(at(server, list)).toBe(origin);
  });

  it.each([
    "",
    "javascript:alert(1)",
    "javascript://198.51.100.2:8001/%0aalert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://198.51.100.2:8001",
    "ws://198.51.100.2:8001",
    "198.51.100.2:8001",
    "//198.51.100.2:8001",
    "//evil.example",
    "/hosts",
    "http://evil.example",
    "http://evil.example:8001",
    "http://169.254.169.254/",
    "http://127.0.0.1:22",
    "http://198.51.100.2",
    "http://198.51.100.2:22",
    "http://198.51.100.2:08001x",
    "http://198.51.100.2:99999",
    "http://198.51.100.2:8001@evil.example",
    "http://user:pw@198.51.100.2:8001",
    "http://198.51.100.2:8001#@evil.example",
    "http://198.51.100.2:8001/..",
    "HTTP://198.51.100.2:8001/..",
    "http://198.51.100.2:8001/path",
    "http://198.51.100.2:8001?to=evil",
    "http://198.51.100.2:8001\\@evil.example",
    "http:\\\\198.51.100.2:8001",
    "http:198.51.100.2:8001",
    " http://198.51.100.2:8001",
    "http://198.51.100.2:8001\n",
    "http://198.51.100.2 :8001",
    "http://198.51.100.2.:8001",
    "http://198.51.100.2.evil.example:8001",
    "http://3325256706:8001",
    "http://0xc6.0x33.0x64.0x2:8001",
    "http://198.51.25602:8001",
    "http://[::ffff:198.51.100.2]:8001",
    "http://node3.example.com",
    "https://node3.example.com:8001",
    "http://node2.example.com",
    "http://ｎode2.example.com:8001",
    "http://node2.example.com%00:8001",
    `http://${"a".repeat(300)}:8001`,
  ])("%s is handed to nobody", (server) => {
    expect(at(server, list)).toBeNull();
  });

  it("goes to the TLS name that stands in for it, and to that alone", () => {
    const mapped = hosts("198.51.100.2:8001=https://console1.example.com");
    expect(at("http://198.51.100.2:8001", mapped)).toBe("https://console1.example.com");
    expect(consoleOrigins(mapped)).toEqual(["https://console1.example.com"]);
    expect(at("https://console1.example.com", mapped)).toBeNull();
  });

  it("never is the panel itself, by whatever port: cookies don't know ports", () => {
    expect(at("https://panel.example.com:8001", hosts("panel.example.com"))).toBeNull();
    expect(at("http://10.0.0.1:8001", hosts("10.0.0.1=panel.example.com:9000"))).toBeNull();
    // Where panels are tried, on loopback, another port is another server.
    expect(at("http://127.0.0.1:4801", hosts("127.0.0.1:4801"), "http://127.0.0.1:3000")).not.toBeNull();
    expect(at("http://127.0.0.1:3000", hosts("127.0.0.1:3000"), "http://127.0.0.1:3000")).toBeNull();
  });

  it("is nobody where nothing was allowed", () => {
    expect(at("http://198.51.100.2:8001", [])).toBeNull();
    expect(consoleOrigins([])).toEqual([]);
  });
});

describe("an entry of CONSOLE_HOSTS", () => {
  it("names what a policy needs, each origin once", () => {
    const list = hosts(
      "node1",
      "http://node2:9000",
      "https://node3",
      "a:1=gate",
      "b:1=https://gate:8443",
      "c=gate",
    );
    expect(consoleOrigins(list)).toEqual([
      "http://node1:8001",
      "https://node1:8001",
      "http://node2:9000",
      "https://node3",
      "https://gate",
      "https://gate:8443",
    ]);
  });

  it.each([
    "*",
    "*.example.com",
    "node1:0",
    "node1:70000",
    "node1/path",
    "[2001:db8::1]:8001",
    "ftp://node1",
    "user@node1",
    "node1=http://plain.example.com",
    "node1=",
    "=gate",
    "node1=gate=gate",
    "node1;script-src",
    "node1'",
    "10.0.0.0/8",
    "1.2.3",
  ])("%s is a fault", (entry) => {
    expect(parseConsoleHost(entry)).toBeNull();
  });
});
