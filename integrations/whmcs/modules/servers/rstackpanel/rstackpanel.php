<?php

/**
 * WHMCS provisioning module for RStack Panel. It uses the panel's API alone; the provider's token is the server's access hash.
 * See README.md, and https://developers.whmcs.com/provisioning-modules/ for what each function is for.
 */

use RStackPanel\Failure;
use RStackPanel\Metrics;
use RStackPanel\Services;
use RStackPanel\Whmcs;
use WHMCS\Database\Capsule;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

foreach (['Words', 'Panel', 'Store', 'Services', 'WhmcsStore', 'Whmcs'] as $rstackpanelFile) {
    require_once __DIR__ . "/lib/$rstackpanelFile.php";
}

function rstackpanel_MetaData()
{
    return [
        'DisplayName' => 'RStack Panel',
        'APIVersion' => '1.1',
        'RequiresServer' => true,
        'DefaultNonSSLPort' => '80',
        'DefaultSSLPort' => '443',
        'ServiceSingleSignOnLabel' => Whmcs::words()->say('manage'),
        'ListAccountsUniqueIdentifierDisplayName' => 'Domain',
        'ListAccountsUniqueIdentifierField' => 'domain',
        'ListAccountsProductField' => 'configoption1',
    ];
}

/** The order of these is what configoption1, configoption2, … stand for: only add at the end. */
function rstackpanel_ConfigOptions()
{
    $words = Whmcs::words();
    $loader = function (string $list) {
        return function (array $params) use ($list) {
            return ['' => '-'] + Whmcs::services($params, 'ConfigOptions')->choices($list);
        };
    };
    $chosen = function (string $list) use ($words, $loader) {
        return [
            'FriendlyName' => $words->say($list),
            'Type' => 'text',
            'Size' => '40',
            'Loader' => $loader($list),
            'SimpleMode' => true,
            'Description' => $words->say("$list-hint"),
        ];
    };
    $count = function (string $name, string $default) use ($words) {
        return ['FriendlyName' => $words->say($name), 'Type' => 'text', 'Size' => '5', 'Default' => $default, 'SimpleMode' => true];
    };
    return [
        'plan' => $chosen('plan'),
        'place' => $chosen('place'),
        'image' => $chosen('image'),
        'ipv4' => $count('ipv4', '1'),
        'ipv6' => $count('ipv6', '0'),
        'mayRestart' => [
            'FriendlyName' => $words->say('may-restart'),
            'Type' => 'yesno',
            'Default' => 'on',
            'SimpleMode' => true,
            'Description' => $words->say('may-restart-hint'),
        ],
    ];
}

function rstackpanel_TestConnection(array $params)
{
    try {
        $token = Whmcs::panel($params, 'TestConnection', 20)->get('/token');
        $missing = array_diff(['fleet-read', 'fleet-status', 'fleet-provision'], $token['scopes'] ?? []);
        if ($missing) {
            return ['success' => false, 'error' => Whmcs::words()->say('scope-missing', ['more' => implode(', ', $missing)])];
        }
        return ['success' => true, 'error' => ''];
    } catch (Failure $failure) {
        return ['success' => false, 'error' => $failure->getMessage()];
    }
}

function rstackpanel_CreateAccount(array $params)
{
    return Whmcs::result($params, 'CreateAccount', function (Services $services) use ($params) {
        $service = (int) $params['serviceid'];
        $known = Whmcs::hostId($params);
        if ($known !== '' && $services->host($service, $known) !== null) {
            // Staff click twice, and the cron job comes at the same moment.
            return;
        }
        $name = Services::nameOf((string) $params['domain'], $service);
        $host = $services->order($service, $name, Services::orderOf(Whmcs::chosen($params)), function () use ($services, $params) {
            return $services->customer((int) $params['userid'], Whmcs::person($params['clientsdetails']));
        });
        Whmcs::keep($params, $host);
        rstackpanel_tellDates($services, $service, $host['id']);
    });
}

function rstackpanel_SuspendAccount(array $params)
{
    return Whmcs::result($params, 'SuspendAccount', function (Services $services) use ($params) {
        $services->suspend((int) $params['serviceid'], Whmcs::host($params, $services), (string) ($params['suspendreason'] ?? ''));
    });
}

function rstackpanel_UnsuspendAccount(array $params)
{
    return Whmcs::result($params, 'UnsuspendAccount', function (Services $services) use ($params) {
        $services->resume((int) $params['serviceid'], Whmcs::host($params, $services));
    });
}

/** Gone already is as good; what staff have to look at is that it can't be told. */
function rstackpanel_TerminateAccount(array $params)
{
    return Whmcs::result($params, 'TerminateAccount', function (Services $services) use ($params) {
        $service = (int) $params['serviceid'];
        $services->refuseUnderWay($service);
        $host = $services->host($service, Whmcs::hostId($params));
        if ($host !== null) {
            $services->delete($host);
        }
        $services->forget($service);
        $params['model']->serviceProperties->save(['RStack host' => '']);
    });
}

function rstackpanel_ChangePackage(array $params)
{
    return Whmcs::result($params, 'ChangePackage', function (Services $services) use ($params) {
        $services->bring(Whmcs::host($params, $services)['id'], 'resize-host', [
            'plan' => Whmcs::chosen($params)['plan'],
            'mayRestart' => ($params['configoption6'] ?? '') === 'on',
        ]);
    });
}

function rstackpanel_ChangePassword(array $params)
{
    return Whmcs::result($params, 'ChangePassword', function (Services $services) use ($params) {
        $host = Whmcs::host($params, $services);
        $services->once((int) $params['serviceid'], $host['id'], 'reset-password', ['password' => (string) $params['password']]);
    });
}

function rstackpanel_Renew(array $params)
{
    return Whmcs::result($params, 'Renew', function (Services $services) use ($params) {
        rstackpanel_tellDates($services, (int) $params['serviceid'], Whmcs::host($params, $services)['id']);
    });
}

/** A host stands and is paid for, whatever becomes of the dates: the cron hook tells them again. */
function rstackpanel_tellDates(Services $services, int $service, string $hostId)
{
    try {
        $services->tell($service, $hostId, Whmcs::dates($service));
    } catch (Failure $failure) {
        logActivity("RStack Panel: service $service: " . $failure->getMessage());
    }
}

function rstackpanel_UsageUpdate(array $params)
{
    foreach (Whmcs::services($params, 'UsageUpdate')->usage() as $service => $used) {
        Capsule::table('tblhosting')->where('id', $service)->where('server', $params['serverid'])->update([
            'bwusage' => (int) round($used['trafficGb'] * 1024),
            'bwlimit' => (int) round(($used['limitGb'] ?? 0) * 1024),
            'disklimit' => (int) round($used['diskGb'] * 1024),
            'lastupdate' => date('Y-m-d H:i:s'),
        ]);
    }
}

function rstackpanel_MetricProvider($params)
{
    require_once __DIR__ . '/lib/Metrics.php';
    return new Metrics($params);
}

function rstackpanel_ListAccounts(array $params)
{
    try {
        $panel = Whmcs::panel($params, 'ListAccounts');
        $emails = array_column($panel->all('/fleet/customers', 'customers'), null, 'customer');
        $accounts = [];
        foreach ($panel->all('/fleet/hosts', 'hosts') as $host) {
            $accounts[] = [
                'name' => $emails[$host['customer']]['name'] ?? $host['customer'],
                'email' => $emails[$host['customer']]['email'] ?? '',
                'username' => Services::userOf($host),
                'domain' => $host['masterName'] ?? $host['name'],
                'uniqueIdentifier' => $host['masterName'] ?? $host['name'],
                'product' => $host['plan'] ?? '',
                'primaryip' => Services::addressOf($host),
                'created' => isset($host['createdAt']) ? substr($host['createdAt'], 0, 10) . ' 00:00:00' : '',
                'status' => $host['state'] === 'suspended' ? 'Suspended' : 'Active',
            ];
        }
        return ['success' => true, 'accounts' => $accounts];
    } catch (Failure $failure) {
        return ['success' => false, 'error' => $failure->getMessage()];
    }
}

function rstackpanel_ServiceSingleSignOn(array $params)
{
    try {
        $services = Whmcs::services($params, 'ServiceSingleSignOn', 20);
        return ['success' => true, 'redirectTo' => $services->signInLink(Whmcs::host($params, $services))];
    } catch (Failure $failure) {
        return ['success' => false, 'errorMsg' => $failure->getMessage()];
    }
}

function rstackpanel_ClientArea(array $params)
{
    $words = Whmcs::words();
    $vars = ['rstack' => $words->forTemplate(), 'rstackservice' => (int) $params['serviceid'], 'host' => null, 'problem' => ''];
    try {
        $services = Whmcs::services($params, 'ClientArea', 15);
        $host = $services->host((int) $params['serviceid'], Whmcs::hostId($params));
        if ($host === null) {
            $vars['problem'] = $words->say('no-host');
        } else {
            $traffic = $host['traffic'];
            $vars['host'] = [
                'name' => $host['name'],
                'state' => $words->ofState($host['state']),
                'system' => $host['system']['name'] ?? '',
                'address' => Services::addressOf($host),
                'more' => implode(', ', $host['addresses']['more'] ?? []),
                'traffic' => ($traffic['usedGb'] ?? 0) . ' GB / ' . ($traffic['limitGb'] === null ? $words->say('unlimited') : "{$traffic['limitGb']} GB"),
                'start' => $host['possible']['start'] === null,
                'stop' => $host['possible']['stop'] === null,
                'restart' => $host['possible']['restart'] === null,
            ];
        }
    } catch (Failure $failure) {
        // What is wrong with the token or the settings is nothing for customers.
        $vars['problem'] = $words->say('unavailable');
    }
    $vars['rstackform'] = Whmcs::newForm((int) $params['serviceid']);
    return ['tabOverviewReplacementTemplate' => 'templates/overview.tpl', 'templateVariables' => $vars];
}

function rstackpanel_ClientAreaAllowedFunctions()
{
    return ['Start' => 'start', 'Stop' => 'stop', 'Restart' => 'restart'];
}

function rstackpanel_AdminCustomButtonArray()
{
    $words = Whmcs::words();
    return [
        $words->say('start') => 'start',
        $words->say('stop') => 'stop',
        $words->say('restart') => 'restart',
        $words->say('check-order') => 'checkOrder',
    ];
}

function rstackpanel_start(array $params)
{
    return rstackpanel_power($params, 'start');
}

function rstackpanel_stop(array $params)
{
    return rstackpanel_power($params, 'stop');
}

function rstackpanel_restart(array $params)
{
    return rstackpanel_power($params, 'restart');
}

/** A customer's click comes by the form of the client area; WHMCS guards those of staff. */
function rstackpanel_power(array $params, string $kind)
{
    return Whmcs::result($params, $kind, function (Services $services) use ($params, $kind) {
        $service = (int) $params['serviceid'];
        $isStaff = defined('ADMINAREA');
        $key = $isStaff ? '' : Whmcs::formKey($service);
        if (!$isStaff && ($params['status'] ?? '') !== 'Active') {
            throw new Failure('not-active', Whmcs::words()->say('not-active'));
        }
        $host = Whmcs::host($params, $services);
        if ($isStaff) {
            $services->once($service, $host['id'], $kind, []);
        } else {
            $services->command($host['id'], ['kind' => $kind], $key);
        }
    }, 30);
}

/** The same as Create for an order under way; it never makes a new one. */
function rstackpanel_checkOrder(array $params)
{
    return Whmcs::result($params, 'checkOrder', function (Services $services) use ($params) {
        $host = $services->checkOrder((int) $params['serviceid']);
        if ($host !== null) {
            Whmcs::keep($params, $host);
        }
    });
}

function rstackpanel_AdminServicesTabFields(array $params)
{
    $words = Whmcs::words();
    $escape = function ($text) {
        return htmlspecialchars((string) $text, ENT_QUOTES, 'UTF-8');
    };
    $fields = [];
    try {
        $services = Whmcs::services($params, 'AdminServicesTabFields', 10);
        // A message holds what came from elsewhere escaped already.
        $order = (new RStackPanel\WhmcsStore())->find((int) $params['serviceid'], 'create');
        if ($order !== null) {
            $fields[$words->say('order')] = ($order['message'] ?? '') ?: $words->say('order-pending');
        }
        $host = $services->host((int) $params['serviceid'], Whmcs::hostId($params));
        if ($host !== null) {
            $panel = Whmcs::panel($params, 'AdminServicesTabFields')->address();
            $link = $escape("$panel/admin/hosts/" . rawurlencode($host['id']));
            $fields[$words->say('server')] = $escape("{$host['name']} ({$host['id']})")
                . " <a href=\"$link\" target=\"_blank\" rel=\"noopener\">" . $words->say('open-panel') . '</a>';
            $fields[$words->say('state')] = $words->ofState($host['state']);
        }
    } catch (Failure $failure) {
        $fields[$words->say('state')] = $failure->getMessage();
    }
    return $fields;
}
