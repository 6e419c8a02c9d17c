package io.contrailkube.core.kind.pod;

import io.contrailkube.core.contrail.ObjectKey;

/** An interface of a host, and the VLAN on it that is a pod's (nested mode, spec 02 section 4.8). */
record Carrier(ObjectKey port, int vlan) {}
