package io.contrailkube.sharding;

import akka.persistence.typed.PersistenceId;

/**
 * Which entity it is.
 *
 * @param kind {@code Namespace} or {@code Cluster}
 */
record EntityName(String kind, String name) {
    PersistenceId persistenceId() {
        return PersistenceId.of(kind, name);
    }

    @Override
    public String toString() {
        return kind + ' ' + name;
    }
}
