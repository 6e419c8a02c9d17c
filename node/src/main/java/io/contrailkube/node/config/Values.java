package io.contrailkube.node.config;

import io.contrailkube.node.config.Form.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the files say about each option, and what counts where they say nothing. */
final class Values {
    private static final Pattern EMPTY_LIST = Pattern.compile("[,\\s]*");

    /** An option as a file has it. */
    record Given(String text, Location where) {}

    private final Map<String, Given> given;
    private final String searched;

    /** @param searched the files, for messages about what is in none of them */
    Values(Map<String, Given> given, String searched) {
        this.given = Map.copyOf(given);
        this.searched = searched;
    }

    /** Empty if no file has it, or has it with an empty value where that means nothing. */
    Optional<Given> given(Option<?> option) {
        return Optional.ofNullable(given.get(option.name()))
                .filter(value -> !value.text().isEmpty() || option.form().is(Trait.MAY_BE_EMPTY));
    }

    boolean isGiven(Option<?> option) {
        return given(option).isPresent();
    }

    /** Whether a file has it with a value that is not empty. */
    boolean hasText(Option<?> option) {
        return given(option).filter(value -> !value.text().isEmpty()).isPresent();
    }

    /** The value, or the fallback if none is given or what is given is faulty; empty without a fallback. */
    <T> Optional<T> find(Option<T> option) {
        Optional<T> value = given(option).flatMap(text -> read(option, text.text()));
        String fallback = option.form().fallback();
        if (value.isPresent() || fallback == null) {
            return value;
        }
        return read(option, fallback);
    }

    /** The value of an option that has a fallback. */
    <T> T get(Option<T> option) {
        return find(option)
                .orElseThrow(() -> new IllegalStateException("the catalogue has no fallback for " + option.name()));
    }

    private static <T> Optional<T> read(Option<T> option, String text) {
        try {
            return Optional.of(option.form().reader().apply(text));
        } catch (IllegalArgumentException e) {
            // A fault of this option; faults() tells it, with the others.
            return Optional.empty();
        }
    }

    /** Values that are not in their form, and options that must be there and are not. */
    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        for (Option<?> option : Catalogue.all()) {
            Optional<Given> value = given(option);
            if (value.isPresent()) {
                check(option, value.get()).ifPresent(faults::add);
            } else if (option.form().is(Trait.MANDATORY)) {
                faults.add(missing(option));
            }
        }
        return faults;
    }

    private Optional<Fault> check(Option<?> option, Given value) {
        Optional<String> problem = problem(option.form(), value.text());
        if (problem.isPresent()) {
            return Optional.of(fault(option, problem.get(), expected(option, value)));
        }
        boolean isEmptyList = option.form().is(Trait.MANDATORY)
                && EMPTY_LIST.matcher(value.text()).matches();
        return isEmptyList ? Optional.of(missing(option)) : Optional.empty();
    }

    private static <T> Optional<String> problem(Form<T> form, String text) {
        try {
            Objects.requireNonNull(form.reader().apply(text));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String expected(Option<?> option, Given value) {
        String comment = value.text().contains(" #") ? " (a comment must stand on a line of its own)" : "";
        return "give " + option.form().expected() + comment;
    }

    private Fault missing(Option<?> option) {
        Given empty = given.get(option.name());
        String problem = "mandatory and " + (empty == null ? "missing" : "empty");
        String remedy =
                "give it in section [" + option.home() + "]: " + option.form().expected();
        return new Fault(
                option.name(), "", empty == null ? searched : empty.where().toString(), problem, remedy);
    }

    /** A fault of an option's value, which may be its default. */
    Fault fault(Option<?> option, String problem, String remedy) {
        Given value = given.get(option.name());
        return value == null
                ? new Fault(option.name(), "", searched, problem, remedy)
                : new Fault(
                        option.name(), option.shown(value.text()), value.where().toString(), problem, remedy);
    }

    Warning warning(Option<?> option, String message) {
        Given value = given.get(option.name());
        return new Warning(value == null ? searched : value.where().toString(), option.name() + ": " + message);
    }
}
