<?php

namespace RStackPanel;

use WHMCS\UsageBilling\Contracts\Metrics\MetricInterface;
use WHMCS\UsageBilling\Contracts\Metrics\ProviderInterface;
use WHMCS\UsageBilling\Metrics\Metric;
use WHMCS\UsageBilling\Metrics\Units\GigaBytes;
use WHMCS\UsageBilling\Metrics\Usage;

/** Traffic of the period and disk, by the service's domain: the host's name. */
final class Metrics implements ProviderInterface
{
    private $params;

    public function __construct(array $params)
    {
        $this->params = $params;
    }

    public function metrics()
    {
        return [
            new Metric('traffic', 'Traffic', MetricInterface::TYPE_PERIOD_MONTH, new GigaBytes()),
            new Metric('disk', 'Disk', MetricInterface::TYPE_SNAPSHOT, new GigaBytes()),
        ];
    }

    public function usage()
    {
        $usage = [];
        $services = Whmcs::services($this->params, 'MetricProvider')->usage();
        foreach (\WHMCS\Database\Capsule::table('tblhosting')->whereIn('id', array_keys($services))->get() as $row) {
            $usage[$row->domain] = $this->withUsage($services[$row->id]);
        }
        return $usage;
    }

    public function tenantUsage($tenant)
    {
        return $this->usage()[$tenant] ?? $this->metrics();
    }

    private function withUsage(array $used): array
    {
        list($traffic, $disk) = $this->metrics();
        return [$traffic->withUsage(new Usage($used['trafficGb'])), $disk->withUsage(new Usage($used['diskGb']))];
    }
}
