package io.contrailkube.standins.contrail;

import java.math.BigInteger;

/** A prefix, always at its network address. */
record Cidr(Ip network, int length) {

    static Cidr of(String address, int length) {
        Ip ip = Ip.of(address);
        if (length < 0 || length > ip.bits()) {
            throw new IllegalArgumentException("no prefix length of " + address + ": " + length);
        }
        int host = ip.bits() - length;
        return new Cidr(new Ip(ip.number().shiftRight(host).shiftLeft(host), ip.v6()), length);
    }

    Ip last() {
        BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - length);
        return new Ip(network.number().add(size).subtract(BigInteger.ONE), network.v6());
    }

    boolean contains(Ip ip) {
        return ip.v6() == network.v6() && ip.compareTo(network) >= 0 && ip.compareTo(last()) <= 0;
    }

    boolean overlaps(Cidr other) {
        return contains(other.network) || other.contains(network);
    }

    @Override
    public String toString() {
        return network.text() + "/" + length;
    }
}
