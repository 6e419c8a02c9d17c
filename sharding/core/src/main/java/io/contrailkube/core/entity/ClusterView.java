package io.contrailkube.core.entity;

import io.contrailkube.core.desired.Problem;
import io.contrailkube.core.entity.NamespaceView.ObjectView;
import io.contrailkube.core.entity.NamespaceView.StepView;
import java.util.List;
import java.util.SortedSet;

/**
 * What all namespaces share, as the introspection shows it.
 *
 * @param ready whether everything stands that must stand before a namespace is served
 * @param waitingFor what it waits for, in words; empty when it does not wait
 * @param objects Contrail objects that stand, or may stand, on behalf of the cluster
 * @param planInFlight steps of the plans being carried out
 * @param namespaces names of the namespaces that have, or had, something in Contrail
 */
public record ClusterView(
        String name,
        boolean ready,
        String waitingFor,
        List<ObjectView> objects,
        List<StepView> planInFlight,
        SortedSet<String> namespaces,
        List<Problem> problems) {}
