package io.contrailkube.node.config;

/** Something in the configuration that is probably not meant so, but does no harm. */
public record Warning(String where, String message) {
    @Override
    public String toString() {
        return where + ": " + message;
    }
}
