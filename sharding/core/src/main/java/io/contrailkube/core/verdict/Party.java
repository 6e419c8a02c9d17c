package io.contrailkube.core.verdict;

/** Who sends or receives. */
public sealed interface Party {
    /** A pod, by whatever addresses it has. */
    record Pod(String namespace, String name) implements Party {
        @Override
        public String toString() {
            return namespace + '/' + name;
        }
    }

    /** Whoever has this address: a pod, or somebody outside of the cluster. */
    record Address(IpAddress address) implements Party {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /**
     * {@code NAMESPACE/POD} or an address.
     *
     * @throws IllegalArgumentException whose message says what is wrong with which text
     */
    static Party parse(String text) {
        int slash = text.indexOf('/');
        if (slash > 0 && slash < text.length() - 1 && text.indexOf('/', slash + 1) < 0) {
            return new Pod(text.substring(0, slash), text.substring(slash + 1));
        }
        return IpAddress.parse(text)
                .map(Address::new)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is neither NAMESPACE/POD nor an address"));
    }
}
