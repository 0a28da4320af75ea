const BY_ID = new Set(["hyper", "vm_update"]);

/** The host that a call names: by `vmid`, or by `id` where the vendor calls it so. */
export const hostNamed = (action: string, params: Record<string, string>): string | undefined =>
  params.vmid ?? (BY_ID.has(action) ? params.id : undefined);
