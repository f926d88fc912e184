package org.dipscope.ui.picture;

import javafx.application.Application;
import javafx.application.Platform;
import org.dipscope.session.Phase;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.Runs;
import org.dipscope.ui.Screenshots;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class SvgFigureTest {
    private final Runs runs = new Runs();
    private final Snapshot a = runs.snapshot(1, runs.tokens(30), Phase.FINISHED);
    private final Snapshot b = runs.snapshot(2, runs.tokens(30, 7), Phase.FINISHED);

    @Test
    void textStaysTextMapsArePicturesAndTheSettingsAreInside() throws Exception {
        org.dipscope.ui.Picture.inJavaFx(() -> Application.setUserAgentStylesheet(Theme.LIGHT.userAgentStylesheet()));
        String drawn = new Screenshots(new ProgramVersion("9.9"), Words.english())
                .figure(new ScreenshotRequest(PictureView.COMPARE, Theme.LIGHT, 1600, 1000, 2), a, b, new JavaFxTurns(Platform::runLater), Progress.SILENT);
        Files.createDirectories(Path.of("target/pictures"));
        Files.writeString(Path.of("target/pictures/comparison.svg"), drawn);

        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(drawn.getBytes(StandardCharsets.UTF_8)));
        List<String> texts = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element text = (Element) nodes.item(i);
            texts.add(text.getTextContent());
            double left = Double.parseDouble(text.getAttribute("x"));
            double wide = Double.parseDouble(text.getAttribute("textLength"));
            assertThat(left).isBetween(0.0, 1600.0);
            assertThat(left + wide).as("“%s” ends within the picture, in any font", text.getTextContent()).isBetween(left, 1600.0);
            assertThat(text.getTextContent()).isEqualTo(text.getTextContent().strip());
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, 1000.0);
        }
        assertThat(texts).contains("Why is the sky blue?", "Mask difference", "only A", "A", "B");
        assertThat(svg.getElementsByTagName("metadata").item(0).getTextContent()).contains("\"density\"").contains("\"compared\"");

        NodeList images = svg.getElementsByTagName("image");
        int colours = 0;
        for (int i = 0; i < images.getLength(); i++) {
            String data = ((Element) images.item(i)).getAttribute("href");
            var image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1))));
            colours += image.getRGB(0, 0) == image.getRGB(image.getWidth() - 1, image.getHeight() - 1) ? 0 : 1;
        }
        assertThat(images.getLength()).isGreaterThanOrEqualTo(10);
        assertThat(colours).isPositive();
    }
}
