<?php

namespace RStackPanel;

use think\Db;

/** Between the parameters of 魔方财务 and the panel. */
final class Zjmf
{
    const MODULE = 'rstackpanel';

    /** @param array $params Module parameters; at least those of the server. */
    public static function panel(array $params, int $seconds = 50): Panel
    {
        $host = trim($params['server_host'] ?? '') ?: trim($params['server_ip'] ?? '');
        $port = (string) ($params['port'] ?? '');
        $base = (empty($params['secure']) ? 'http' : 'https') . "://$host" . ($port === '' || $port === '0' ? '' : ":$port");
        // What staff look for stands in the panel, by the request's number; a shop's log is read by many.
        $log = function () {
        };
        return new Panel($base, trim($params['accesshash'] ?? ''), self::words(), $log, $seconds);
    }

    public static function services(array $params, int $seconds = 50): Services
    {
        $prefix = trim($params['server_username'] ?? '');
        return new Services(self::panel($params, $seconds), new ZjmfStore(), self::words(), $prefix === '' ? 'zjmf' : $prefix);
    }

    /** 魔方财务 is Chinese unless its visitor chose otherwise. */
    public static function words(): Words
    {
        return new Words((string) (cookie('lang') ?: 'zh-cn'));
    }

    /** @param callable(Services): (array|null) $work What else the answer holds. */
    public static function result(array $params, callable $work, int $seconds = 50): array
    {
        try {
            return ['status' => 'success'] + ($work(self::services($params, $seconds)) ?: []);
        } catch (Failure $failure) {
            if ($failure->why !== 'pending') {
                // Staff see it beside the service.
                active_logs('RStack Panel: Host ID:' . ($params['hostid'] ?? 0) . ' ' . $failure->getMessage(), $params['uid'] ?? 0, 2);
            }
            return ['status' => 'error', 'msg' => $failure->getMessage()];
        } catch (\Throwable $error) {
            return ['status' => 'error', 'msg' => self::words()->say('fault', ['why' => get_class($error)])];
        }
    }

    /** The host's number, which stands in the custom field `vserverid`. */
    public static function hostId(array $params): string
    {
        return trim((string) ($params['customfields']['vserverid'] ?? ''));
    }

    public static function host(array $params, Services $services): array
    {
        $host = $services->host((int) $params['hostid'], self::hostId($params));
        if ($host === null) {
            throw new Failure('no-host', self::words()->say('no-host'));
        }
        return $host;
    }

    public static function person(array $user): array
    {
        return [
            'name' => trim((string) (($user['companyname'] ?? '') ?: ($user['username'] ?? ''))),
            'email' => (string) ($user['email'] ?? ''),
            'phone' => (string) ($user['phonenumber'] ?? ''),
        ];
    }

    public static function chosen(array $params): array
    {
        $chosen = [];
        foreach (['plan', 'place', 'image', 'ipv4', 'ipv6'] as $name) {
            $chosen[$name] = (string) ($params['configoptions'][$name] ?? '');
        }
        return $chosen;
    }

    /** Writes what the shop shows of a new server. `Active` as well, where the cron job finds it. */
    public static function keep(array $params, array $host): void
    {
        $values = [
            'dedicatedip' => Services::addressOf($host),
            'assignedips' => implode(',', $host['addresses']['more'] ?? []),
            'username' => Services::userOf($host),
            'domain' => $host['masterName'] ?? $host['name'],
            'domainstatus' => 'Active',
        ];
        if ($host['password'] !== null) {
            $values['password'] = cmf_encrypt($host['password']);
        }
        Db::name('host')->where('id', $params['hostid'])->update($values);
        self::keepHostId($params, (string) $host['id']);
    }

    public static function keepHostId(array $params, string $id): void
    {
        $field = Db::name('customfields')->where('type', 'product')->where('relid', $params['productid'])->where('fieldname', 'vserverid')->find();
        $fieldId = $field['id'] ?? Db::name('customfields')->insertGetId([
            'type' => 'product',
            'relid' => $params['productid'],
            'fieldname' => 'vserverid',
            'fieldtype' => 'text',
            'adminonly' => 1,
            'create_time' => time(),
        ]);
        $values = Db::name('customfieldsvalues')->where('fieldid', $fieldId)->where('relid', $params['hostid']);
        if ($values->find() !== null) {
            Db::name('customfieldsvalues')->where('fieldid', $fieldId)->where('relid', $params['hostid'])->update(['value' => $id]);
        } else {
            Db::name('customfieldsvalues')->insert(['fieldid' => $fieldId, 'relid' => $params['hostid'], 'value' => $id, 'create_time' => time()]);
        }
    }

    /** What the panel tells the customer of a service: paid until when, for how much, and where to renew or upgrade. */
    public static function dates(int $service): array
    {
        $row = Db::name('host')->where('id', $service)->find();
        $due = (int) ($row['nextduedate'] ?? 0);
        $isCancelled = Db::name('cancel_requests')->where('relid', $service)->find() !== null;
        $shop = rtrim((string) configuration('domain'), '/');
        $page = strpos($shop, 'https://') === 0 && !$isCancelled ? "$shop/servicedetail?id=$service" : null;
        $price = trim(($row['amount'] ?? '') . ' / ' . ($row['billingcycle'] ?? ''), ' /');
        return [
            'paidUntil' => $due > 0 ? gmdate('Y-m-d\TH:i:s\Z', $due) : null,
            'priceText' => $price === '' ? null : $price,
            'renewUrl' => $page,
            'upgradeUrl' => $page,
        ];
    }

    /** The parameters of a service, for what runs without a button; null where its server is gone. */
    public static function paramsOf(array $row): ?array
    {
        $server = Db::name('servers')->where('id', $row['serverid'])->where('type', self::MODULE)->find();
        if ($server === null) {
            return null;
        }
        $user = Db::name('clients')->where('id', $row['uid'])->find() ?: [];
        $field = Db::name('customfields')->where('type', 'product')->where('relid', $row['productid'])->where('fieldname', 'vserverid')->find();
        $value = $field === null ? null : Db::name('customfieldsvalues')->where('fieldid', $field['id'])->where('relid', $row['id'])->find();
        return [
            'hostid' => $row['id'],
            'productid' => $row['productid'],
            'uid' => $row['uid'],
            'domain' => $row['domain'],
            'server_host' => $server['hostname'],
            'server_ip' => $server['ip_address'],
            'server_username' => $server['username'],
            'accesshash' => $server['accesshash'],
            'secure' => $server['secure'],
            'port' => $server['port'],
            'user_info' => $user,
            'customfields' => ['vserverid' => $value['value'] ?? ''],
        ];
    }
}
