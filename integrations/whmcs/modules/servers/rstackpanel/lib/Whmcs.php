<?php

namespace RStackPanel;

use WHMCS\Database\Capsule;

/** Between WHMCS's parameters and the panel. */
final class Whmcs
{
    const MODULE = 'rstackpanel';

    /** @param array $params Module parameters; at least those of the server. */
    public static function panel(array $params, string $action, int $seconds = 50): Panel
    {
        $secrets = array_values(array_filter([$params['serveraccesshash'] ?? '', $params['password'] ?? '', $params['serverpassword'] ?? '']));
        $log = function (string $request, string $sent, string $answer) use ($action, $secrets) {
            logModuleCall(self::MODULE, "$action: $request", $sent, $answer, '', $secrets);
        };
        $isSecure = !empty($params['serversecure']) && $params['serversecure'] !== 'off';
        $port = (string) ($params['serverport'] ?? '');
        $base = ($isSecure ? 'https' : 'http') . '://' . trim($params['serverhostname'] ?? '') . ($port === '' ? '' : ":$port");
        return new Panel($base, trim($params['serveraccesshash'] ?? ''), self::words(), $log, $seconds);
    }

    public static function services(array $params, string $action, int $seconds = 50): Services
    {
        $prefix = trim($params['serverusername'] ?? '');
        return new Services(self::panel($params, $action, $seconds), new WhmcsStore(), self::words(), $prefix === '' ? 'whmcs' : $prefix);
    }

    /** In the language of whoever looks. */
    public static function words(): Words
    {
        $ofStaff = defined('ADMINAREA') ? ($_SESSION['adminlang'] ?? '') : '';
        return new Words((string) ($ofStaff ?: ($_SESSION['Language'] ?? '') ?: 'english'));
    }

    /**
     * `success`, or why not: what WHMCS takes from a module's function.
     *
     * @param callable(Services): mixed $work
     */
    public static function result(array $params, string $action, callable $work, int $seconds = 50): string
    {
        try {
            $work(self::services($params, $action, $seconds));
            return 'success';
        } catch (Failure $failure) {
            return $failure->getMessage();
        } catch (\Throwable $error) {
            logModuleCall(self::MODULE, $action, '', get_class($error) . ' in ' . basename($error->getFile()) . ':' . $error->getLine(), '');
            return self::words()->say('fault', ['why' => get_class($error)]);
        }
    }

    /** The host's number, which the module keeps in a custom field of the service. */
    public static function hostId(array $params): string
    {
        return trim((string) $params['model']->serviceProperties->get('RStack host'));
    }

    /** The host that a command is for. */
    public static function host(array $params, Services $services): array
    {
        $host = $services->host((int) $params['serviceid'], self::hostId($params));
        if ($host === null) {
            throw new Failure('no-host', self::words()->say('no-host'));
        }
        return $host;
    }

    public static function person(array $details): array
    {
        $name = trim(($details['firstname'] ?? '') . ' ' . ($details['lastname'] ?? ''));
        $company = trim($details['companyname'] ?? '');
        return [
            'name' => $company === '' ? $name : "$company ($name)",
            'email' => (string) ($details['email'] ?? ''),
            'phone' => (string) ($details['phonenumber'] ?? ''),
        ];
    }

    /** What the product says, with what the customer chose instead. */
    public static function chosen(array $params): array
    {
        $options = ['plan' => 1, 'place' => 2, 'image' => 3, 'ipv4' => 4, 'ipv6' => 5];
        $chosen = [];
        foreach ($options as $name => $number) {
            $chosen[$name] = (string) ($params['configoptions'][$name] ?? $params["configoption$number"] ?? '');
        }
        return $chosen;
    }

    /** Writes what WHMCS shows and mails of a new server. */
    public static function keep(array $params, array $host): void
    {
        $values = [
            'RStack host' => $host['id'],
            'domain' => $host['masterName'] ?? $host['name'],
            'Username' => Services::userOf($host),
            'Dedicated IP' => Services::addressOf($host),
            'Assigned IPs' => implode("\n", $host['addresses']['more'] ?? []),
        ];
        if ($host['password'] !== null) {
            $values['Password'] = $host['password'];
        }
        $params['model']->serviceProperties->save($values);
    }

    /** What the panel tells the customer of a service: paid until when, for how much, and where to renew or upgrade. */
    public static function dates(int $service): array
    {
        $row = Capsule::table('tblhosting')->where('id', $service)->first();
        $due = substr((string) ($row->nextduedate ?? ''), 0, 10);
        $isPaid = preg_match('/^[1-9]\d{3}-\d\d-\d\d$/', $due);
        $isCancelled = Capsule::table('tblcancelrequests')->where('relid', $service)->first() !== null;
        $shop = rtrim((string) \WHMCS\Config\Setting::getValue('SystemURL'), '/');
        $isSecure = strpos($shop, 'https://') === 0;
        return [
            'paidUntil' => $isPaid ? "{$due}T00:00:00Z" : null,
            'priceText' => self::price($row),
            'renewUrl' => $isSecure && !$isCancelled ? "$shop/clientarea.php?action=invoices" : null,
            'upgradeUrl' => $isSecure && !$isCancelled ? "$shop/upgrade.php?type=package&id=$service" : null,
        ];
    }

    private static function price($row): ?string
    {
        $client = $row === null ? null : Capsule::table('tblclients')->where('id', $row->userid)->first();
        $currency = $client === null ? null : Capsule::table('tblcurrencies')->where('id', $client->currency)->first();
        return $currency === null ? null : trim("{$row->amount} {$currency->code} / {$row->billingcycle}");
    }

    /** The parameters of a server of WHMCS, for what runs without a service. */
    public static function server(int $id): ?array
    {
        $row = Capsule::table('tblservers')->where('id', $id)->where('type', self::MODULE)->where('disabled', 0)->first();
        return $row === null ? null : [
            'serverid' => $row->id,
            'serverhostname' => $row->hostname,
            'serverport' => $row->port,
            'serversecure' => $row->secure,
            'serverusername' => $row->username,
            'serveraccesshash' => $row->accesshash,
        ];
    }

    /**
     * Proof that a form of the client area was sent by the page that this session was shown. It is the key of what it asks
     * for as well: a form that is sent twice does one thing.
     */
    public static function newForm(int $service): string
    {
        $nonce = bin2hex(random_bytes(16));
        return $nonce . self::formProof($nonce, $service);
    }

    public static function formKey(int $service): string
    {
        $form = (string) ($_POST['rstackform'] ?? '');
        $nonce = substr($form, 0, 32);
        $isGood = ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST' && strlen($form) === 96
            && hash_equals(self::formProof($nonce, $service), substr($form, 32));
        if (!$isGood) {
            throw new Failure('by-post', self::words()->say('by-post'));
        }
        return "form-$nonce";
    }

    private static function formProof(string $nonce, int $service): string
    {
        if (empty($_SESSION['rstackpanel_key'])) {
            $_SESSION['rstackpanel_key'] = bin2hex(random_bytes(32));
        }
        return hash_hmac('sha256', "$nonce $service", $_SESSION['rstackpanel_key']);
    }
}
