<?php

/** What runs without a service's button: orders and statuses under way, dates, and customers' new names. */

use RStackPanel\Failure;
use RStackPanel\Services;
use RStackPanel\Whmcs;
use RStackPanel\WhmcsStore;
use WHMCS\Database\Capsule;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

require_once __DIR__ . '/rstackpanel.php';

/** Every five minutes, as WHMCS's own cron job runs. */
add_hook('AfterCronJob', 1, function () {
    $until = time() + 120;
    $store = new WhmcsStore();
    foreach ($store->all('create') as $row) {
        if ($row['state'] !== 'ended' && time() < $until) {
            rstackpanel_settleOrder((int) $row['service_id'], $store);
        }
    }
    foreach ($store->all('kept') as $row) {
        if (time() < $until) {
            rstackpanel_checkKept((int) $row['service_id'], $store);
        }
    }
    foreach ($store->all('rename') as $row) {
        if (time() < $until) {
            rstackpanel_renameClient((int) $row['service_id'], $store);
        }
    }
    rstackpanel_tellAllDates($until);
});

/** By WHMCS's own function, so that the service becomes active and its customer gets the welcome e-mail. */
function rstackpanel_settleOrder(int $service, WhmcsStore $store)
{
    $row = Capsule::table('tblhosting')->where('id', $service)->first();
    if ($row === null) {
        // Staff deleted the service; the order stands in the panel.
        $store->drop($service, 'create');
        return;
    }
    if (in_array($row->domainstatus, ['Terminated', 'Cancelled', 'Fraud'], true)) {
        return;
    }
    $answer = localAPI('ModuleCreate', ['serviceid' => $service]);
    if (($answer['result'] ?? '') === 'success') {
        $product = Capsule::table('tblproducts')->where('id', $row->packageid)->first();
        $mail = empty($product->welcomeemail) ? null : Capsule::table('tblemailtemplates')->where('id', $product->welcomeemail)->first();
        if ($mail !== null) {
            localAPI('SendEmail', ['messagename' => $mail->name, 'id' => $service]);
        }
        logActivity(Whmcs::words()->say('order-done', ['service' => $service, 'host' => $row->domain]));
        return;
    }
    $order = $store->find($service, 'create');
    if ($order !== null && $order['state'] === 'ended') {
        rstackpanel_tellStaff(Whmcs::words()->say('order-failed', ['service' => $service]), $order['message']);
    }
}

/** A status that WHMCS took for done, and the panel kept until the host was free. */
function rstackpanel_checkKept(int $service, WhmcsStore $store)
{
    $row = Capsule::table('tblhosting')->where('id', $service)->first();
    if ($row === null) {
        $store->drop($service, 'kept');
        return;
    }
    $server = Whmcs::server((int) $row->server);
    $failed = $server === null ? null : Whmcs::services($server, 'AfterCronJob', 15)->checkKept($service);
    if ($failed !== null) {
        rstackpanel_tellStaff(...$failed);
    }
}

/** What failed, and why. */
function rstackpanel_tellStaff(string $subject, string $message)
{
    logActivity("$subject: $message");
    localAPI('SendAdminEmail', ['customsubject' => $subject, 'custommessage' => "<p>$message</p>", 'type' => 'system']);
}

add_hook('ClientEdit', 1, function (array $vars) {
    $client = (int) $vars['userid'];
    $has = Capsule::table('tblhosting')->join('tblservers', 'tblservers.id', '=', 'tblhosting.server')
        ->where('tblhosting.userid', $client)->where('tblservers.type', Whmcs::MODULE)->first();
    if ($has !== null) {
        // Where the panel doesn't answer now, the cron job tells it.
        $store = new WhmcsStore();
        $store->claim($client, 'rename', ['asked_at' => time()]);
        rstackpanel_renameClient($client, $store);
    }
});

/** At each panel where the client has a service. */
function rstackpanel_renameClient(int $client, WhmcsStore $store)
{
    $row = Capsule::table('tblclients')->where('id', $client)->first();
    $servers = Capsule::table('tblhosting')->where('userid', $client)->get();
    try {
        foreach ($row === null ? [] : array_unique(array_column(json_decode(json_encode($servers), true), 'server')) as $id) {
            $server = Whmcs::server((int) $id);
            if ($server !== null) {
                Whmcs::services($server, 'ClientEdit', 15)->renameCustomer($client, Whmcs::person((array) $row));
            }
        }
        $store->drop($client, 'rename');
    } catch (Failure $failure) {
        if (!$failure->isPassing()) {
            $store->drop($client, 'rename');
            logActivity("RStack Panel: client $client: " . $failure->getMessage());
        }
    }
}

/** The panel shows until when a host is paid; a cancelled one is not to be renewed. */
add_hook('CancellationRequest', 1, function (array $vars) {
    rstackpanel_tellAllDates(time() + 20, (int) $vars['relid']);
});

/** Of one service, or of all; those that the panel knows already cost nothing. */
function rstackpanel_tellAllDates(int $until, ?int $only = null)
{
    $rows = Capsule::table('tblhosting')->join('tblservers', 'tblservers.id', '=', 'tblhosting.server')
        ->where('tblservers.type', Whmcs::MODULE)->whereIn('tblhosting.domainstatus', ['Active', 'Suspended'])
        ->select('tblhosting.id', 'tblhosting.server');
    $services = [];
    foreach (($only === null ? $rows : $rows->where('tblhosting.id', $only))->get() as $row) {
        if (time() >= $until) {
            return;
        }
        $server = Whmcs::server((int) $row->server);
        if ($server === null) {
            continue;
        }
        try {
            $services[$row->server] = $services[$row->server] ?? Whmcs::services($server, 'dates', 100);
            $hostId = \WHMCS\Service\Service::find($row->id)->serviceProperties->get('RStack host');
            if ((string) $hostId !== '') {
                $services[$row->server]->tell((int) $row->id, (string) $hostId, Whmcs::dates((int) $row->id));
            }
        } catch (Failure $failure) {
            if ($failure->isPassing()) {
                return;
            }
        }
    }
}
