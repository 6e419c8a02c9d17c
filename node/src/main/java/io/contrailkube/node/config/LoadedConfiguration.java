package io.contrailkube.node.config;

import com.typesafe.config.Config;
import io.contrailkube.core.config.ClusterSettings;
import java.util.List;

/**
 * A configuration without faults.
 *
 * @param cluster what decides what is made in Contrail
 * @param hocon everything else, resolved: the settings of all modules and of Akka
 * @param warnings to be logged
 * @param provenance every option and setting with its value and where it came from, secrets masked
 */
public record LoadedConfiguration(
        ClusterSettings cluster, Config hocon, List<Warning> warnings, List<Explained> provenance) {
    public LoadedConfiguration {
        warnings = List.copyOf(warnings);
        provenance = List.copyOf(provenance);
    }

    /** Without what is in it: passwords among others. */
    @Override
    public String toString() {
        return "LoadedConfiguration[" + cluster.name() + ']';
    }
}
