package io.contrailkube.node.config;

/** A line of a configuration file. */
public record Location(String file, int line) {
    @Override
    public String toString() {
        return file + ':' + line;
    }
}
