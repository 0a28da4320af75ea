import { webcrypto } from "node:crypto";
import { getActionEncryptionKey } from "next/dist/server/app-render/encryption-utils";
import { setManifestsSingleton } from "next/dist/server/app-render/manifests-singleton";
import { afterEach, expect, it, vi } from "vitest";
import { actionsKey, dropOrders } from "./public-build";

afterEach(() => vi.unstubAllEnvs());

it("makes Next encrypt with a key of the installation and not with the build's", async () => {
  const own = actionsKey("the secret of this installation!!");
  const node = {};
  const ofBuild = Buffer.alloc(32, 1).toString("base64");
  setManifestsSingleton({
    page: "/page",
    clientReferenceManifest: {} as never,
    serverActionsManifest: { encryptionKey: ofBuild, node, edge: {} },
  });
  vi.stubEnv("NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", own);
  const key = await webcrypto.subtle.exportKey("raw", (await getActionEncryptionKey()) as CryptoKey);
  expect(Buffer.from(key).toString("base64")).toBe(own);
  expect(actionsKey("the secret of another installation")).not.toBe(own);
});

it("drops what Next would obey for whoever knows the build, and leaves other cookies as they are", () => {
  const headers = {
    "x-prerender-revalidate": "id",
    "x-prerender-revalidate-if-generated": "1",
    "x-next-revalidated-tags": "a",
    "x-next-revalidate-tag-token": "id",
    accept: "text/html",
    cookie: "__prerender_bypass=id; __Host-panel.session=a=b; __next_preview_data=x; theme=dark",
  };
  dropOrders(headers);
  expect(headers).toEqual({ accept: "text/html", cookie: "__Host-panel.session=a=b; theme=dark" });
});
