package io.contrailkube.core.contrail;

/**
 * A way from pods to a service of the underlay (spec 02 section 5.5); an element of {@link SharedList#LINK_LOCAL_SERVICES}.
 *
 * @param name tells it from others; names of ours begin with domain and project of the cluster
 * @param ip address that pods use
 * @param fabricHost IPv4 address or DNS name of the service
 */
public record LinkLocalService(String name, String ip, int port, String fabricHost, int fabricPort) {}
