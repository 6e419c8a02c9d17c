package io.contrailkube.standins.contrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.contrailkube.core.Spec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What can be seen on the connection only (spec 04 section 1). */
final class WireTest {
    @AutoClose
    private static final Caller contrail = Caller.start();

    /** Writes everything at once, then reads that many answers as {@code status body}. */
    private static List<String> exchange(Caller server, int answers, String... requests) throws IOException {
        try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            socket.getOutputStream().write(String.join("", requests).getBytes(StandardCharsets.UTF_8));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            List<String> read = new ArrayList<>();
            for (int i = 0; i < answers; i++) {
                read.add(answer(in));
            }
            return read;
        }
    }

    private static String answer(InputStream in) throws IOException {
        String status = line(in).split(" ")[1];
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        return status + " " + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            text.append(c == '\r' ? "" : (char) c);
        }
        return text.toString();
    }

    private static String request(String line, String headers, String body) {
        return line + " HTTP/1.1\r\nHost: foo.example:99\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                + "\r\n" + body;
    }

    private static String create(String name) {
        return request("POST /virtual-machines", "", "{\"virtual-machine\":{\"fq_name\":[\"" + name + "\"]}}");
    }

    @Test
    @Spec({"API-13", "API-159"})
    @DisplayName("API-13: pipelined requests are answered in their order, also after failures")
    void pipelining() throws IOException {
        List<String> answers = exchange(
                contrail,
                6,
                create("w1"),
                create("w2"),
                request("GET /nope", "", ""),
                create("w1"),
                create("w3"),
                request("GET /virtual-machines?fq_names=w1,w2,w3&count=true", "", ""));
        assertThat(answers)
                .extracting(answer -> answer.substring(0, 3))
                .containsExactly("200", "200", "404", "409", "200", "200");
        assertThat(answers.get(5)).endsWith("{\"virtual-machines\":{\"count\":3}}");
    }

    @Test
    @Spec("API-11")
    @DisplayName("API-11: links carry the host of the request")
    void host() throws IOException {
        assertThat(exchange(contrail, 1, request("GET /domains", "", "")).get(0))
                .contains("\"href\":\"http://foo.example:99/domain/");
    }

    @Test
    @Spec("API-8")
    @DisplayName("API-8: a chunked body is refused, and the connection stays usable")
    void chunked() throws IOException {
        String chunked = "POST /virtual-machines HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        assertThat(exchange(contrail, 2, chunked, request("GET /aaa-mode", "", "")))
                .containsExactly("400 Error while parsing chunked transfer body.", "200 {\"aaa-mode\":\"no-auth\"}");
    }

    @Test
    @Spec("API-9")
    @DisplayName("API-9: limits of bodies and request lines")
    void limits() throws IOException {
        String large =
                "{\"virtual-machine\":{\"fq_name\":[\"large\"],\"display_name\":\"" + "x".repeat(900_000) + "\"}}";
        contrail.post("/virtual-machines", large).is(200);
        var refused = contrail.post("/virtual-machines", large + " ".repeat(200_000));
        refused.is(413);
        assertThat(refused.text()).contains("<html>");
        assertThat(exchange(contrail, 1, request("GET /virtual-machines?obj_uuids=" + "x".repeat(70_000), "", "")))
                .containsExactly("414 ");
        contrail.get("/virtual-machines?obj_uuids=" + "x".repeat(60_000)).is(200);
    }

    @Test
    @Spec({"API-2", "API-3", "API-7", "API-10", "API-33"})
    @DisplayName("API-10: unknown URLs, methods and envelopes")
    void routes() {
        contrail.get("/network-policies").is(404, "Not found: '/network-policies'");
        contrail.get("/virtual-networks/").is(404, "Not found: '/virtual-networks/'");
        contrail.get("/network-policy").is(404, "Not found: '/network-policy'");
        contrail.get("/int-pools").is(404, "Not found: '/int-pools'");
        contrail.delete("/virtual-networks").is(405, "Method not allowed.");
        contrail.get("/ref-update").is(405, "Method not allowed.");
        contrail.send("HEAD", "/domains", "").is(200, "");
        contrail.post("/virtual-networks", "{'virtual_network':{}}").is(500);
        contrail.post("/virtual-networks", "{bad").is(500, "Internal Server Error");
        contrail.post("/virtual-networks", "[1]").is(500, "Internal Server Error");
    }

    @Test
    @Spec({"API-94", "API-42", "API-43"})
    @DisplayName("API-94: keys and values; permissions; owners")
    void otherCalls() {
        contrail.post("/useragent-kv", "{'operation':'STORE','key':'k','value':{'a':null}}")
                .is(200, "");
        contrail.post("/useragent-kv", "{'operation':'RETRIEVE','key':'k'}").is(200, "{\"value\":\"{'a': None}\"}");
        contrail.post("/useragent-kv", "{'operation':'RETRIEVE','key':['k','x']}")
                .is(200, "{\"value\":[\"{'a': None}\"]}");
        contrail.post("/useragent-kv", "{'operation':'DELETE','key':'k'}").is(200, "");
        contrail.post("/useragent-kv", "{'operation':'RETRIEVE','key':'k'}").is(404);
        contrail.post("/useragent-kv", "{'operation':'X','key':'k'}").is(404);
        contrail.post("/useragent-kv", "{'key':'k'}").is(400);
        assertThat(contrail.get("/obj-perms").at("/permissions").asText()).isEqualTo("RWX");
        String project = contrail.project("owned");
        contrail.post("/chown", "{'uuid':'" + project + "','owner':'aaaaaaaa000040008000000000000001'}")
                .is(200, "{}");
        contrail.post("/chown", "{'uuid':'" + project + "','owner':'aaaaaaaa-0000-1000-8000-000000000001'}")
                .is(400, "Bad Request, invalid owner UUID");
        contrail.post("/chmod", "{'uuid':'" + project + "','global_access':5}").is(200, "{}");
        assertThat(contrail.field("project", project, "perms2").toString())
                .contains("\"owner\":\"aaaaaaaa000040008000000000000001\"", "\"global_access\":5");
    }

    @Test
    @Spec({"API-157", "API-172"})
    @DisplayName("API-157: the slow mode sends head and body apart, and is as correct as the fast one")
    void nagle() throws IOException {
        try (Caller slow = Caller.start(ContrailOptions.loopback().withNagle(true))) {
            assertThat(exchange(
                            slow, 3, create("n1"), create("n1"), request("GET /virtual-machines?count=true", "", "")))
                    .extracting(answer -> answer.substring(0, 3))
                    .containsExactly("200", "409", "200");
        }
    }
}
