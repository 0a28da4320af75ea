import "server-only";
import { startProviderProofs } from "./accounts/oidc/prove-sessions";
import { resealTotp } from "./accounts/second-factor/totp";
import { provesCaller } from "./accounts/sign-in/known-browsers";
import { warnOfPasswordAdmin } from "./accounts/staff-accounts";
import { startStatusChecks } from "./accounts/status/rstack-status";
import { startTokenWarnings } from "./accounts/tokens/warn-endings";
import { startBatches } from "./actions/batch/run-batches";
import { startRescues } from "./actions/rescue/run-rescues";
import { startSchedules } from "./actions/schedules/run-schedules";
import { startUndos } from "./actions/undo/run-undos";
import { startWaiting } from "./api/fleet/run-waiting";
import { type Config, ConfigError, config, settingsForNextAuth } from "./config";
import { inBackground } from "./db/connection";
import { startHousekeeping } from "./db/housekeeping";
import { startDatabase } from "./db/start";
import { followRequests } from "./drain";
import { startAlerts } from "./fleet/alerts";
import { startSettlingMoves } from "./fleet/customers/settle-moves";
import { registerStaffVerifications } from "./fleet/hosts/commands";
import { startLifting } from "./fleet/hosts/lift-due";
import { startInfrastructure } from "./fleet/infrastructure/keep-nodes";
import { startInviteRuns } from "./fleet/invite-runs";
import { startOrders } from "./fleet/orders/follow-orders";
import { registerHostVerifications } from "./hosts/commands";
import { startConsoleEnder } from "./hosts/console/end-due";
import { consoleAdapter } from "./hosts/console/load-adapter";
import { startMirror } from "./hosts/mirror/start-mirror";
import { startSightings } from "./hosts/power/prove-sightings";
import { resealPasswords } from "./hosts/reinstall/pending-password";
import { startPasswordSetter } from "./hosts/reinstall/set-password";
import { startInstance } from "./instances";
import { provideKnownCaller } from "./known-caller";
import { startLive } from "./live/stream-hub";
import { startUnseenWatch } from "./live/watch-unseen";
import { hideInLogs, log } from "./log";
import { measureProcess } from "./metrics/instruments";
import { startAlarms } from "./monitor/alarms/run-alarms";
import { startReadAhead } from "./monitor/read-ahead";
import { startTraffic } from "./monitor/traffic/keep-traffic";
import { startPaymentLooks } from "./notifications/paid-until";
import { startNotificationMails } from "./notifications/send-mails";
import { startTrafficLooks } from "./notifications/traffic";
import { startWebhooks } from "./notifications/webhooks/deliver";
import { resealPushKey } from "./notifications/webhooks/push";
import { resealWebhookSecrets } from "./notifications/webhooks/webhooks";
import { startReconciler } from "./operations/reconciler";
import { perProcess } from "./per-process";
import { endStart, StartError } from "./process/end-start";
import { providerView } from "./provider/settings";

/** What happens before the first request is served. Once a process; a fault ends it with exit code 1. */
export const boot = (): Promise<void> => perProcess("boot", start);

async function start(): Promise<void> {
  const settings = readSettings();
  settingsForNextAuth(settings);
  hideInLogs([
    settings.rstack.secret,
    settings.rstack.previousSecret ?? "",
    settings.authSecret,
    settings.authSecretPrevious ?? "",
    settings.metricsToken ?? "",
    settings.oidc?.clientSecret ?? "",
  ]);
  if (settings.metricsToken) {
    measureProcess();
  }
  const drain = followRequests();
  await consoleAdapter().catch((err) =>
    endStart(new StartError(`CONSOLE_ADAPTER can't be loaded: ${(err as Error).message}`), ""),
  );
  const database = await startDatabase({ mode: "panel" }).catch((err) =>
    endStart(err, "the database could not be started"),
  );
  await Promise.all([
    providerView(),
    resealTotp(),
    resealPasswords(),
    resealWebhookSecrets(),
    resealPushKey(),
  ]).catch((err) => log.error({ err }, "sealed secrets could not be looked through"));
  warnOfPasswordAdmin().catch((err) => log.error({ err }, "OIDC_PASSWORD_ADMIN could not be looked up"));
  provideKnownCaller(provesCaller);
  registerHostVerifications();
  registerStaffVerifications();
  const background = inBackground(() => [
    startMirror(),
    startInfrastructure(),
    startReconciler(),
    startBatches(),
    startSchedules(),
    startRescues(),
    startUndos(),
    startPasswordSetter(),
    startConsoleEnder(),
    startStatusChecks(),
    startProviderProofs(),
    startHousekeeping(),
    startInviteRuns(),
    startAlerts(),
    startOrders(),
    startLifting(),
    startWaiting(),
    startTokenWarnings(),
    startTrafficLooks(),
    startPaymentLooks(),
    startSightings(),
    startNotificationMails(),
    startWebhooks(),
    startSettlingMoves(),
    startLive(),
    startUnseenWatch(),
    startReadAhead(),
    startAlarms(),
    startTraffic(),
    startInstance(),
  ]);
  stopOnSignal(async () => {
    const drained = drain(settings.drainDelayMs);
    for (const stop of background) {
      stop();
    }
    await drained;
    await database.stop();
  });
  if (settings.overHttps && settings.trustedProxies === 0) {
    log.warn(
      "PANEL_URL is https, and TRUSTED_PROXIES is 0: all callers count as one, and a few of them can keep new browsers from signing in. Set it to the number of proxies in front of the panel, or to direct where there is none",
    );
  }
}

/** `npm start` has checked them already; this is for other ways to start Next. */
function readSettings(): Config {
  try {
    return config();
  } catch (error) {
    if (error instanceof ConfigError) {
      console.error(error.message);
      process.exit(1);
    }
    throw error;
  }
}

const LIMIT_MS = 25_000;

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to the whole group, and npm passes it on once more.
    if (stopping) {
      return;
    }
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), LIMIT_MS + config().drainDelayMs).unref();
    stop().then(
      () => process.exit(0),
      (err) => {
        log.error({ err }, "the panel did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
