<?php

/**
 * 魔方财务 3.x server module for RStack Panel. It uses the panel's API alone; the provider's token is the server's access hash.
 * See README.md for how the functions' shapes were found.
 */

use RStackPanel\Failure;
use RStackPanel\Services;
use RStackPanel\Zjmf;
use RStackPanel\ZjmfStore;
use think\Db;

foreach (['Words', 'Panel', 'Store', 'Services', 'ZjmfStore', 'Zjmf'] as $rstackpanelFile) {
    require_once __DIR__ . "/lib/$rstackpanelFile.php";
}

function rstackpanel_MetaData()
{
    return ['DisplayName' => 'RStack Panel', 'APIVersion' => '1.1', 'HelpDoc' => ''];
}

/** Lists come from the first server of this module; without an answer, fields to type the same values into. */
function rstackpanel_ConfigOptions()
{
    $words = Zjmf::words();
    $lists = ['plan' => [], 'place' => [], 'image' => []];
    $server = Db::name('servers')->where('type', Zjmf::MODULE)->find();
    foreach ($server === null ? [] : array_keys($lists) as $list) {
        try {
            $lists[$list] = Zjmf::services([
                'server_host' => $server['hostname'],
                'server_ip' => $server['ip_address'],
                'accesshash' => $server['accesshash'],
                'secure' => $server['secure'],
                'port' => $server['port'],
            ], 10)->choices($list);
        } catch (Failure $failure) {
            // The product's page opens all the same.
        }
    }
    $options = [];
    foreach ($lists as $key => $list) {
        $options[] = ['name' => $words->say($key), 'description' => $words->say("$key-hint"), 'default' => '', 'key' => $key]
            + ($list ? ['type' => 'dropdown', 'options' => $list] : ['type' => 'text']);
    }
    $options[] = ['type' => 'text', 'name' => $words->say('ipv4'), 'description' => '', 'default' => '1', 'key' => 'ipv4'];
    $options[] = ['type' => 'text', 'name' => $words->say('ipv6'), 'description' => '', 'default' => '0', 'key' => 'ipv6'];
    $options[] = [
        'type' => 'yesno',
        'name' => $words->say('may-restart'),
        'description' => $words->say('may-restart-hint'),
        'default' => '1',
        'key' => 'mayRestart',
    ];
    return $options;
}

function rstackpanel_TestLink($params)
{
    $words = Zjmf::words();
    try {
        $scopes = Zjmf::panel($params, 20)->get('/token')['scopes'] ?? [];
        $missing = array_diff(['fleet-read', 'fleet-status', 'fleet-provision'], $scopes);
        $data = $missing
            ? ['server_status' => 0, 'msg' => $words->say('scope-missing', ['more' => implode(', ', $missing)])]
            : ['server_status' => 1, 'msg' => $words->say('connected', ['more' => implode(', ', $scopes)])];
    } catch (Failure $failure) {
        $data = ['server_status' => 0, 'msg' => $failure->getMessage()];
    }
    return ['status' => 200, 'data' => $data];
}

function rstackpanel_CreateAccount($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        $service = (int) $params['hostid'];
        $known = Zjmf::hostId($params);
        if ($known !== '' && $services->host($service, $known) !== null) {
            // Staff click twice, and the cron job comes at the same moment.
            return null;
        }
        $name = Services::nameOf((string) ($params['domain'] ?? ''), $service);
        $host = $services->order($service, $name, Services::orderOf(Zjmf::chosen($params)), function () use ($services, $params) {
            return $services->customer((int) $params['uid'], Zjmf::person($params['user_info'] ?? []));
        });
        Zjmf::keep($params, $host);
        return null;
    });
}

function rstackpanel_SuspendAccount($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        $services->suspend((int) $params['hostid'], Zjmf::host($params, $services), (string) ($params['suspendreason'] ?? ''));
    });
}

function rstackpanel_UnsuspendAccount($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        $services->resume((int) $params['hostid'], Zjmf::host($params, $services));
    });
}

function rstackpanel_TerminateAccount($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        $service = (int) $params['hostid'];
        $services->refuseUnderWay($service);
        $host = $services->host($service, Zjmf::hostId($params));
        if ($host !== null) {
            $services->delete($host);
        }
        $services->forget($service);
        Zjmf::keepHostId($params, '');
    });
}

function rstackpanel_Renew($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        $host = Zjmf::host($params, $services);
        $services->tell((int) $params['hostid'], (string) $host['id'], Zjmf::dates((int) $params['hostid']));
    });
}

/** `configoptions_upgrade` names what changed; a change of something else than the plan is nothing for RStack. */
function rstackpanel_ChangePackage($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        if (isset($params['configoptions_upgrade']) && !isset($params['configoptions_upgrade']['plan'])) {
            return null;
        }
        $services->bring(Zjmf::host($params, $services)['id'], 'resize-host', [
            'plan' => Zjmf::chosen($params)['plan'],
            'mayRestart' => !in_array((string) ($params['configoptions']['mayRestart'] ?? '1'), ['', '0', 'off'], true),
        ]);
        return null;
    });
}

function rstackpanel_On($params)
{
    return rstackpanel_power($params, 'start');
}

function rstackpanel_Off($params)
{
    return rstackpanel_power($params, 'stop');
}

function rstackpanel_Reboot($params)
{
    return rstackpanel_power($params, 'restart');
}

function rstackpanel_HardOff($params)
{
    return rstackpanel_power($params, 'force-stop');
}

function rstackpanel_HardReboot($params)
{
    return rstackpanel_power($params, 'force-restart');
}

function rstackpanel_power(array $params, string $kind): array
{
    return Zjmf::result($params, function (Services $services) use ($params, $kind) {
        $services->once((int) $params['hostid'], (string) Zjmf::host($params, $services)['id'], $kind, []);
    }, 30);
}

function rstackpanel_Reinstall($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        $password = $services->reinstall((int) $params['hostid'], Zjmf::host($params, $services), (string) $params['reinstall_os']);
        Db::name('host')->where('id', $params['hostid'])->update(['password' => cmf_encrypt($password)]);
    });
}

function rstackpanel_CrackPassword($params, $password)
{
    return Zjmf::result($params, function (Services $services) use ($params, $password) {
        $host = Zjmf::host($params, $services);
        $services->once((int) $params['hostid'], (string) $host['id'], 'reset-password', ['password' => (string) $password]);
    });
}

/** The shop opens the address: the panel, at the host's console. */
function rstackpanel_Vnc($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        return ['url' => $services->signInLink(Zjmf::host($params, $services), 'console')];
    }, 20);
}

/** For the button of the module's page; the shop takes it by POST alone, with its own proof of who asks. */
function rstackpanel_signIn($params)
{
    if (($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST') {
        return ['status' => 'error', 'msg' => Zjmf::words()->say('by-post')];
    }
    return Zjmf::result($params, function (Services $services) use ($params) {
        return ['url' => $services->signInLink(Zjmf::host($params, $services))];
    }, 20);
}

function rstackpanel_AllowFunction()
{
    return ['client' => ['signIn'], 'admin' => []];
}

function rstackpanel_Status($params)
{
    $words = [
        'running' => 'on',
        'over-traffic' => 'on',
        'off' => 'off',
        'paused' => 'off',
        'saved' => 'off',
        'setting-up' => 'process',
        'suspended' => 'suspend',
        'locked' => 'suspend',
        'out-of-traffic' => 'suspend',
    ];
    $answer = Zjmf::result($params, function (Services $services) use ($params, $words) {
        $host = Zjmf::host($params, $services);
        $isGoingOn = in_array($host['operation']['outcome'] ?? '', ['open', 'checking'], true);
        $status = $isGoingOn ? 'process' : ($words[$host['state']] ?? 'unknown');
        return ['data' => ['status' => $status, 'des' => Zjmf::words()->ofState($host['state'])]];
    }, 15);
    return isset($answer['data']) ? $answer : ['status' => 'success', 'data' => ['status' => 'unknown', 'des' => $answer['msg']]];
}

function rstackpanel_Sync($params)
{
    return Zjmf::result($params, function (Services $services) use ($params) {
        $host = $services->checkOrder((int) $params['hostid']);
        if ($host !== null) {
            Zjmf::keep($params, $host);
            return null;
        }
        $host = Zjmf::host($params, $services);
        Db::name('host')->where('id', $params['hostid'])->update([
            'dedicatedip' => Services::addressOf($host),
            'assignedips' => implode(',', $host['addresses']['more'] ?? []),
        ]);
        return null;
    });
}

/** Of all services at once; `$hostIds` are those of this module, and a server's token knows which are its own. */
function rstackpanel_UsageUpdate($hostIds = [])
{
    foreach (Db::name('servers')->where('type', Zjmf::MODULE)->select() as $server) {
        $params = Zjmf::paramsOf(['id' => 0, 'serverid' => $server['id'], 'uid' => 0, 'productid' => 0, 'domain' => '']);
        try {
            foreach (Zjmf::services($params)->usage() as $service => $used) {
                Db::name('host')->where('id', $service)->where('serverid', $server['id'])->update([
                    'bwusage' => $used['trafficGb'],
                    'bwlimit' => $used['limitGb'] ?? 0,
                    'lastupdate' => time(),
                ]);
            }
        } catch (Failure $failure) {
            active_logs("RStack Panel: UsageUpdate: {$failure->getMessage()}", 0, 2);
        }
    }
}

function rstackpanel_ClientArea($params)
{
    return ['panel' => ['name' => Zjmf::words()->say('manage')]];
}

function rstackpanel_ClientAreaOutput($params, $key)
{
    $words = Zjmf::words();
    $vars = ['texts' => $words->forTemplate(), 'host' => null, 'problem' => $words->say('no-host')];
    try {
        $services = Zjmf::services($params, 15);
        $host = $services->host((int) $params['hostid'], Zjmf::hostId($params));
        if ($host !== null) {
            $vars['host'] = [
                'name' => $host['name'],
                'state' => $words->ofState($host['state']),
                'address' => Services::addressOf($host),
                'system' => $host['system']['name'] ?? '',
                'traffic' => ($host['traffic']['usedGb'] ?? 0) . ' GB / '
                    . ($host['traffic']['limitGb'] === null ? $words->say('unlimited') : "{$host['traffic']['limitGb']} GB"),
            ];
        }
    } catch (Failure $failure) {
        // What is wrong with the token or the settings is nothing for customers.
        $vars['problem'] = $words->say('unavailable');
    }
    return ['template' => 'templates/panel.html', 'vars' => $vars];
}

/** Every five minutes, without parameters: orders and statuses under way, customers' new names, and dates. */
function rstackpanel_FiveMinuteCron()
{
    $until = time() + 120;
    $store = new ZjmfStore();
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
    $servers = array_column(Db::name('servers')->where('type', Zjmf::MODULE)->select(), 'id');
    foreach ($servers ? Db::name('host')->whereIn('serverid', $servers)->whereIn('domainstatus', ['Active', 'Suspended'])->select() : [] as $row) {
        $params = time() < $until ? Zjmf::paramsOf($row) : null;
        if ($params !== null && Zjmf::hostId($params) !== '') {
            rstackpanel_tellAll($params, $store);
        }
    }
}

function rstackpanel_settleOrder(int $service, ZjmfStore $store): void
{
    $row = Db::name('host')->where('id', $service)->find();
    if ($row === null) {
        // Staff deleted the service; the order stands in the panel.
        $store->drop($service, 'create');
        return;
    }
    $params = in_array($row['domainstatus'], ['Cancelled', 'Fraud', 'Deleted'], true) ? null : Zjmf::paramsOf($row);
    if ($params !== null) {
        rstackpanel_Sync($params);
    }
}

/** A status that the shop took for done, and the panel kept until the host was free. */
function rstackpanel_checkKept(int $service, ZjmfStore $store): void
{
    $row = Db::name('host')->where('id', $service)->find();
    $params = $row === null ? null : Zjmf::paramsOf($row);
    if ($params === null) {
        $store->drop($service, 'kept');
        return;
    }
    $failed = Zjmf::services($params, 15)->checkKept($service);
    if ($failed !== null) {
        active_logs("Host ID:$service " . implode(': ', $failed), $row['uid'], 2);
    }
}

/** What the panel knows already costs nothing: of each client once a run, of each service its dates. */
function rstackpanel_tellAll(array $params, ZjmfStore $store): void
{
    try {
        $services = Zjmf::services($params, 15);
        $person = Zjmf::person($params['user_info']);
        $told = $store->find((int) $params['uid'], 'person');
        $digest = hash('sha256', (string) json_encode([$params['server_host'], $person]));
        if ($told === null || $told['body'] !== $digest) {
            $services->renameCustomer((int) $params['uid'], $person);
            $store->drop((int) $params['uid'], 'person');
            $store->claim((int) $params['uid'], 'person', ['body' => $digest, 'asked_at' => time()]);
        }
        $services->tell((int) $params['hostid'], Zjmf::hostId($params), Zjmf::dates((int) $params['hostid']));
    } catch (Failure $failure) {
        if (!$failure->isPassing()) {
            active_logs("RStack Panel: Host ID:{$params['hostid']} {$failure->getMessage()}", $params['uid'], 2);
        }
    }
}
