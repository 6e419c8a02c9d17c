package io.contrailkube.sharding;

import io.contrailkube.core.port.ContrailPort;
import io.contrailkube.core.port.EventSink;
import io.contrailkube.core.port.FactSource;
import io.contrailkube.core.port.KubeWriter;
import io.contrailkube.core.spec.ObjectNames;
import io.micrometer.core.instrument.MeterRegistry;

/** What entities need of the rest of the node. */
public record EntityPorts(
        ObjectNames names,
        ContrailPort contrail,
        FactSource facts,
        EventSink events,
        KubeWriter writer,
        MeterRegistry metrics) {}
