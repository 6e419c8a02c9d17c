package io.contrailkube.core.spec;

import static io.contrailkube.core.testing.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.contrail.FqName;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {
    private final ObjectNames names = settings().names();

    @Test
    void areSpelledAsInTheSpecification() {
        assertThat(names.project("ns1")).hasToString("project|default-domain:k8s-ns1");
        assertThat(names.podNetwork("ns1")).hasToString("virtual-network|default-domain:k8s-ns1:k8s-ns1-pod-network");
        assertThat(names.serviceNetwork("ns1"))
                .hasToString("virtual-network|default-domain:k8s-ns1:k8s-ns1-service-network");
        assertThat(names.podServicePolicy("ns1"))
                .hasToString("network-policy|default-domain:k8s-ns1:k8s-ns1-pod-service-np");
        assertThat(names.securityGroup("ns1")).hasToString("security-group|default-domain:k8s-ns1:k8s-ns1-default-sg");
        assertThat(names.ingressRule("ns1"))
                .hasToString("firewall-rule|default-policy-management:k8s-Namespace-ns1-ingress");
        assertThat(names.egressRule("ns1"))
                .hasToString("firewall-rule|default-policy-management:k8s-Namespace-ns1-egress");
        assertThat(names.defaultPodNetwork())
                .hasToString("virtual-network|default-domain:k8s-default:k8s-default-pod-network");
        assertThat(names.allowAllPolicy()).hasToString("firewall-policy|default-policy-management:k8s-allowall");
        assertThat(names.denyAllPolicy()).hasToString("firewall-policy|default-policy-management:k8s-denyall");
        assertThat(names.applicationPolicySet()).hasToString("application-policy-set|default-policy-management:k8s");
        assertThat(names.applicationTag()).hasToString("tag|application=k8s");
        assertThat(names.namespaceTag("ns1")).hasToString("tag|namespace=ns1");
    }

    @Test
    void aConfiguredProjectHoldsAllNamespaces() {
        ObjectNames shared = settings().project("admin").names();
        assertThat(shared.sharesProject()).isTrue();
        assertThat(shared.project("ns1")).isEqualTo(shared.project("ns2")).isEqualTo(shared.defaultProject());
        assertThat(shared.securityGroup("ns1")).hasToString("security-group|default-domain:admin:k8s-ns1-default-sg");
    }

    @Test
    void hostNetworkCountsInNestedModeOnly() {
        FqName hosts = FqName.of("default-domain", "admin", "hosts");
        assertThat(names.hostNetwork()).isNull();
        assertThat(settings().nested(null).names().hostNetwork()).isNull();
        assertThat(settings().nested(hosts).names().hostNetwork()).hasToString("virtual-network|" + hosts);
    }

    @Test
    void tagGoesOnProjectsOnlyIfAskedForAndNotNested() {
        assertThat(names.tagsProjects()).isFalse();
        assertThat(settings().secureProject(true).names().tagsProjects()).isTrue();
        assertThat(settings().secureProject(true).nested(null).names().tagsProjects())
                .isFalse();
    }
}
