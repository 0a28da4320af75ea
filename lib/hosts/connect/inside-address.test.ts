import { expect, it } from "vitest";
import { isInsideAddress } from "./inside-address";

it.each([
  "10.0.0.1",
  "172.16.3.6",
  "172.31.255.1",
  "192.168.1.1",
  "100.64.0.1",
  "100.127.9.9",
  "fd00::7",
  "fe80::1",
])("%s can't be reached from outside", (ip) => expect(isInsideAddress(ip)).toBe(true));

it.each([
  null,
  "203.0.113.5",
  "172.32.0.1",
  "172.15.0.1",
  "100.128.0.1",
  "100.63.0.1",
  "192.169.0.1",
  "2001:db8::7",
])("%s may be reached from outside", (ip) => expect(isInsideAddress(ip)).toBe(false));
