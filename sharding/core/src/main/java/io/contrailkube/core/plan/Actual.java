package io.contrailkube.core.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contrailkube.core.contrail.ObjectKey;

/** An object as Contrail returned it: the content of the REST envelope, without back references and children. */
public record Actual(ObjectKey key, String uuid, ObjectNode body) {}
