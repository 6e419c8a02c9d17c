package io.contrailkube.node.verdict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.contrailkube.core.verdict.Oracles.Matrix;
import io.contrailkube.core.verdict.Party;
import io.contrailkube.core.verdict.Reach;
import io.contrailkube.core.verdict.Traffic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** All flows between some parties. */
public final class MatrixReport {
    private static final String GAP = "  ";

    private final Reach wanted;
    private final Reach done;

    public MatrixReport(Matrix matrix) {
        this.wanted = matrix.wanted();
        this.done = matrix.done();
    }

    /** {@code {"results":[{from, to, port, kubernetes, contrail}, ...]}}, a flow on each line. */
    public void json(PrintWriter out) {
        List<Party> parties = wanted.parties();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter())
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (int from = 0; from < parties.size(); from++) {
                for (int to = 0; to < parties.size(); to++) {
                    for (int what = 0; what < wanted.traffic().size(); what++) {
                        flow(json, from, to, what);
                    }
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private void flow(JsonGenerator json, int from, int to, int what) throws IOException {
        json.writeStartObject();
        json.writeStringField("from", wanted.parties().get(from).toString());
        json.writeStringField("to", wanted.parties().get(to).toString());
        json.writeStringField("port", wanted.traffic().get(what).toString());
        json.writeStringField("kubernetes", FlowReport.word(wanted.allows(from, to, what)));
        json.writeStringField("contrail", FlowReport.word(done.allows(from, to, what)));
        json.writeEndObject();
    }

    /** A table for each kind of traffic, with who sends on the left and who receives on top. */
    public void table(PrintWriter out) {
        List<Party> parties = wanted.parties();
        int digits = String.valueOf(parties.size()).length();
        int width = parties.stream()
                .mapToInt(party -> party.toString().length())
                .max()
                .orElse(0);
        for (int what = 0; what < wanted.traffic().size(); what++) {
            Traffic traffic = wanted.traffic().get(what);
            var head = new StringBuilder(padded(traffic.toString(), digits + GAP.length() + width));
            for (int to = 1; to <= parties.size(); to++) {
                head.append(GAP)
                        .append(" ".repeat(digits - String.valueOf(to).length()))
                        .append(to);
            }
            out.println(head);
            for (int from = 0; from < parties.size(); from++) {
                String number = String.valueOf(from + 1);
                var row = new StringBuilder(" ".repeat(digits - number.length())
                        + number
                        + GAP
                        + padded(parties.get(from).toString(), width));
                for (int to = 0; to < parties.size(); to++) {
                    row.append(GAP).append(" ".repeat(digits - 1)).append(sign(from, to, what));
                }
                out.println(row);
            }
            out.println();
        }
        out.println("+ allow   . deny   ! Kubernetes and Contrail differ; rows send, columns receive");
    }

    private char sign(int from, int to, int what) {
        boolean allowed = wanted.allows(from, to, what);
        if (allowed != done.allows(from, to, what)) {
            return '!';
        }
        return allowed ? '+' : '.';
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
