package io.contrailkube.core.kind.service;

/** Families of IP addresses. */
public enum AddressFamily {
    V4("v4", "IPv4"),
    V6("v6", "IPv6");

    private final String inContrail;
    private final String shown;

    AddressFamily(String inContrail, String shown) {
        this.inContrail = inContrail;
        this.shown = shown;
    }

    /** Family of an address or of a prefix. */
    public static AddressFamily of(String address) {
        return address.contains(":") ? V6 : V4;
    }

    /** As Contrail spells it. */
    public String inContrail() {
        return inContrail;
    }

    @Override
    public String toString() {
        return shown;
    }
}
