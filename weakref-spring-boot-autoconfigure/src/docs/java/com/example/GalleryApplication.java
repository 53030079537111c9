package com.example;

import java.awt.image.BufferedImage;

import dev.weakref.cache.WeakCache;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class GalleryApplication {

	private final WeakCache<String, BufferedImage> images;

	public GalleryApplication(WeakCache<String, BufferedImage> images) {
		this.images = images;
	}

	@GetMapping("/images/{name}/width")
	public int width(@PathVariable("name") String name) {
		return this.images.get(name, GalleryApplication::decode).getWidth();
	}

	private static BufferedImage decode(String name) {
		return new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB); // slow in practice
	}

	public static void main(String[] args) {
		SpringApplication.run(GalleryApplication.class, args);
	}

}
