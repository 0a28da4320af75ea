import { dialectOf } from "../wire/dialect";
import type { Settings, SettingsPatch } from "./types";

/** 300 s and UTC+8 are guesses, the latter from the vendor's sample of `vm_monitor`. */
export const defaultSettings = (secret: string): Settings => ({
  secret,
  allowedAddresses: null,
  clockSkewMs: 0,
  timeWindowSeconds: 300,
  sendDate: true,
  ownerColumn: "userid",
  knowsOwnerFilter: true,
  acceptsQueryString: true,
  passwordsInRows: true,
  timeZoneMinutes: 480,
  timings: {
    startMs: 4_000,
    stopMs: 12_000,
    restartOffMs: 3_000,
    setupStepMs: 60_000,
    reloadStepMs: 20_000,
    snapshotStepMs: 4_000,
    revertStepMs: 5_000,
    addressStepMs: 2_000,
    passwordStepMs: 2_000,
    portStepMs: 2_000,
    consoleTokenMs: 1_500,
  },
  consoleServer: null,
  consoleLifetimeSeconds: 3_600,
  groupSnapshots: 3,
  hostsFollowUserId: true,
  hostsOfDeletedUser: "keep",
  dialect: dialectOf(""),
  shapes: null,
});

export const patched = (settings: Settings, patch: SettingsPatch): Settings => ({
  ...settings,
  ...patch,
  timings: { ...settings.timings, ...patch.timings },
  dialect: { ...settings.dialect, ...patch.dialect },
});
