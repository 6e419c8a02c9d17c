package io.contrailkube.core.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses in a packet between two that may have several: the first ones that are of one version. */
record AddressPair(@Nullable IpAddress from, @Nullable IpAddress to) {
    static AddressPair of(List<IpAddress> from, List<IpAddress> to) {
        for (IpAddress source : from) {
            for (IpAddress destination : to) {
                if (source.bits() == destination.bits()) {
                    return new AddressPair(source, destination);
                }
            }
        }
        return new AddressPair(first(from), first(to));
    }

    private static @Nullable IpAddress first(List<IpAddress> addresses) {
        return addresses.isEmpty() ? null : addresses.get(0);
    }
}
